"""Take the main pages of a demonstration hub: four languages, wide and phone, light and dark.

python tools/screenshots.py [FOLDER]      default: screenshots/
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

PORT = 8480
BASE = f"http://127.0.0.1:{PORT}"
LANGUAGES = ("en", "fr", "ar", "es")
SIZES = {"wide": (1280, 900), "phone": (390, 844)}
PAGES = {
    "home": "/",
    "search": "/search?q=argan",
    "category": "/c/crafts.carpets",
    "product": None,
    "company": None,
    "about": "/about",
    "sign-in": "/account/sign-in",
    "styleguide": "/styleguide",
}
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-quic", "--no-first-run"]


def found_pages() -> dict[str, str]:
    """The pages with the addresses of a real product and its supplier."""
    with urllib.request.urlopen(f"{BASE}/api/v1/search?q=saffron&size=1") as answer:
        hit: dict[str, Any] = json.loads(answer.read())["hits"][0]
    with urllib.request.urlopen(f"{BASE}/api/v1/companies/{hit['supplier']['id']}") as answer:
        slug = json.loads(answer.read())["slug"]
    known = {"product": f"/p/{hit['id']}", "company": f"/s/{slug}"}
    return {name: path or known[name] for name, path in PAGES.items()}


def take(page: Page, name: str, path: str, folder: Path) -> None:
    page.goto(BASE + path, wait_until="networkidle")
    page.screenshot(path=folder / f"{name}.png")


def take_all(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    chromium = os.environ.get("FONDOUK_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for language in LANGUAGES:
            for size, (width, height) in SIZES.items():
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        locale=language,
                        viewport={"width": width, "height": height},
                        color_scheme=scheme,
                    )
                    page = context.new_page()
                    for name, path in found_pages().items():
                        take(page, f"{name}-{language}-{size}-{scheme}", path, folder)
                        taken += 1
                    context.close()
        browser.close()
    return taken


def wait() -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{BASE}/api/v1/search?size=1") as answer:
                if json.loads(answer.read())["total"] > 100:
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit("the demonstration did not open within a minute")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    with tempfile.TemporaryDirectory(prefix="fondouk-pictures-") as data:
        process = subprocess.Popen(
            [sys.executable, "-m", "fondouk", "serve", "--port", str(PORT), "--json"],
            env=os.environ | {"FONDOUK_DATA_DIR": data, "FONDOUK_DEMO": "1"},
            stdout=subprocess.DEVNULL,
        )
        try:
            wait()
            print(f"{take_all(folder)} pictures are in {folder}/")
        finally:
            process.terminate()
            process.wait(timeout=30)


if __name__ == "__main__":
    main()
