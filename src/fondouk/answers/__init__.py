"""One file per question that crosses rooms; page, API and command share its frozen view."""
