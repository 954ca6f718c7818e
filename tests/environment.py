"""The tests' own surroundings, set before Django reads its settings: a data folder that is
thrown away.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="fondouk-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for name in [name for name in os.environ if name.startswith("FONDOUK_")]:
    if name not in {"FONDOUK_DATABASE_URL", "FONDOUK_SHARED"}:
        del os.environ[name]
os.environ["FONDOUK_DATA_DIR"] = _folder
os.environ["FONDOUK_DEMO"] = "0"
(Path(_folder) / "static").mkdir()
