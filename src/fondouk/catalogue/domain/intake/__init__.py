"""How a file becomes products: rows, the user's mapping, the import record and its checks."""
