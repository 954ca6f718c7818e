// What every page has: the theme switch without a reload, menus that close, files that can be dropped,
// forms that remember. Each is an addition; the page works without this file.

const root = document.documentElement;
root.classList.add("scripted");

// Theme: the same form as without script, only without leaving the page.
document.querySelector("[data-theme-switch]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  const body = new FormData(form);
  body.set("theme", root.dataset.theme);
  fetch(form.action, { method: "POST", body, redirect: "manual" });
});

// Menus: a press elsewhere or Escape closes them.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

// File fields take what is dropped on their frame and say what they hold.
const dropZones = (within) => {
  for (const zone of within.querySelectorAll("[data-drop]:not([data-ready])")) {
    zone.dataset.ready = "";
    const input = zone.querySelector("input[type=file]");
    const told = zone.querySelector("output");
    const tell = () => {
      told.textContent = [...input.files].map((file) => file.name).join(", ");
    };
    input.addEventListener("change", tell);
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.toggle("over", name === "dragenter" || name === "dragover");
      });
    }
    zone.addEventListener("drop", (event) => {
      const files = event.dataTransfer?.files;
      if (!files?.length) return;
      input.files = files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
};

// Forms that remember: unsent input is kept in this tab alone until the form is sent or cleared.
// Never secrets, files or hidden values.
const kept = (field) =>
  field.name && !field.disabled && !["password", "file", "hidden", "submit", "button"].includes(field.type) &&
  field.autocomplete !== "one-time-code";
const fieldsOf = (form) => [...form.elements].filter(kept);
const checkable = (field) => field.type === "checkbox" || field.type === "radio";
const stateOf = (field) =>
  checkable(field) ? field.checked : field.multiple ? [...field.selectedOptions].map((o) => o.value) : field.value;
const put = (field, state) => {
  if (checkable(field)) field.checked = state;
  else if (field.multiple) for (const option of field.options) option.selected = state.includes(option.value);
  else field.value = state;
};
const keyOf = (form) => `form:${location.pathname}:${form.dataset.remember}`;

const remember = (form) => {
  const fresh = fieldsOf(form).map((field) => [field, stateOf(field)]);
  const refused = form.querySelector("[aria-invalid=true], [role=alert]");
  let saved = null;
  try {
    saved = JSON.parse(sessionStorage.getItem(keyOf(form)));
  } catch {
    sessionStorage.removeItem(keyOf(form));
  }
  const names = fresh.map(([field]) => `${field.name}=${checkable(field) ? field.value : ""}`).join("&");
  if (!refused && saved?.names === names && JSON.stringify(saved.states) !== JSON.stringify(fresh.map(([, s]) => s))) {
    fresh.forEach(([field], i) => put(field, saved.states[i]));
    const note = form.querySelector("[data-restored]");
    if (note) {
      note.hidden = false;
      note.querySelector("button")?.addEventListener("click", () => {
        fresh.forEach(([field, state]) => put(field, state));
        sessionStorage.removeItem(keyOf(form));
        note.hidden = true;
      });
    }
  }
  const save = () =>
    sessionStorage.setItem(keyOf(form), JSON.stringify({ names, states: fresh.map(([field]) => stateOf(field)) }));
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    sessionStorage.removeItem(keyOf(form));
  });
};

const enhance = (within) => {
  dropZones(within);
  for (const form of within.querySelectorAll("form[data-remember]:not([data-kept])")) {
    form.dataset.kept = "";
    remember(form);
  }
};
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));

// A refused form is read from its summary.
document.querySelector("form:not([data-sample]) .notice[role=alert][tabindex]")?.focus();
