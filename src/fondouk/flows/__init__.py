"""One file per business event that crosses rooms; subscriptions.py says what reacts to what."""
