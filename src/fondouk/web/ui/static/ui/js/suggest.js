// Suggestions under a search box: the listbox pattern, by keyboard and pointer, in both directions.
// Expects GET {data-suggest}?q=… to answer {"suggestions": [{"text", "kind"?, "href"?}]}.

let boxes = 0;

for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  const id = `suggestions-${boxes++}`;
  list.id = id;
  list.className = "suggestions";
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", form.querySelector("label")?.textContent ?? "");
  form.append(list);
  input.role = "combobox";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", id);
  input.setAttribute("aria-expanded", "false");

  let found = [];
  let at = -1;
  let typed = input.value;
  let asked = null;
  let waiting;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const show = () => {
    list.replaceChildren(
      ...found.map((one, i) => {
        const item = document.createElement("li");
        item.id = `${id}-${i}`;
        item.role = "option";
        item.setAttribute("aria-selected", "false");
        const text = document.createElement("bdi");
        text.textContent = one.text;
        item.append(text);
        if (one.kind) {
          const kind = document.createElement("small");
          kind.textContent = one.kind;
          item.append(kind);
        }
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(i);
        });
        return item;
      }),
    );
    list.hidden = !found.length;
    at = -1;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
  };

  const take = (i) => {
    const one = found[i];
    close();
    if (one.href?.startsWith("/") && !one.href.startsWith("//")) {
      location.assign(one.href);
    } else {
      input.value = one.text;
      form.requestSubmit();
    }
  };

  const move = (step) => {
    list.children[at]?.setAttribute("aria-selected", "false");
    const n = found.length + 1; // one more place: back to what was typed
    at = ((at + 1 + step + n) % n) - 1;
    const item = list.children[at];
    input.value = item ? found[at].text : typed;
    if (item) {
      item.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", item.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const ask = async () => {
    const q = input.value.trim();
    typed = input.value;
    asked?.abort();
    if (q.length < 2) {
      found = [];
      show();
      return;
    }
    asked = new AbortController();
    const address = new URL(form.dataset.suggest, location.href);
    address.searchParams.set("q", q);
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      found = answer.ok ? (await answer.json()).suggestions.slice(0, 8) : [];
      if (document.activeElement === input) show();
    } catch (error) {
      if (error.name !== "AbortError") close(); // the box still searches without suggestions
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      take(at);
    } else if (event.key === "Escape") {
      event.preventDefault();
      input.value = typed;
      close();
    }
  });
  input.addEventListener("blur", close);
}
