"""The `fondouk` command: open, load, back up and look after a hub from a terminal."""
