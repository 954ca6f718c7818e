"""Senders: mail through Django, short messages into files until a provider is configured."""
