"""Views of the account pages: parse, ask or command, render."""
