"""Write the reference pages that are made from the code."""

from pathlib import Path

from fondouk.config.options import settings_page

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"

if __name__ == "__main__":
    (REFERENCE / "settings.md").write_text(settings_page(), "utf-8")
