"""Readers of the files that reference is loaded from: our typed rows, and large public files."""
