"""Write the reference pages that are made from the code."""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fondouk.config.settings")

from fondouk.cli.reference_page import commands_page
from fondouk.config.options import settings_page

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"

if __name__ == "__main__":
    (REFERENCE / "settings.md").write_text(settings_page(), "utf-8")
    (REFERENCE / "cli.md").write_text(commands_page(), "utf-8")
