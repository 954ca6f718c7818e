"""Delivers words to an address in a language, and holds threads of messages."""
