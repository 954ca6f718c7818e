"""Put a sound SQLite in place of the system's before Django looks for one.

SQLite before 3.51.3 can corrupt a write-ahead database that several processes write (the WAL-reset
bug); the pysqlite3 wheel carries a repaired one. See docs/decisions/0003.
"""

import sys

import pysqlite3
from pysqlite3 import dbapi2

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = dbapi2
