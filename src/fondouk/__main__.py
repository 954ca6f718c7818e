"""The `fondouk` command's entry: settings first, so that a wrong one is a sentence, not a
traceback.
"""

import os
import sys


def main() -> None:
    """Run the command line; exit 2 with one sentence where a setting cannot be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fondouk.config.settings")
    from fondouk.config.options import BadSetting

    try:
        from fondouk.cli.main import run

        run()
    except BadSetting as error:
        sys.stderr.write(f"fondouk: {error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
