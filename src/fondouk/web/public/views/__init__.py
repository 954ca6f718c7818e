"""Views of the public pages: read the address, ask, render."""
