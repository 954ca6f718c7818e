"""Decisions about products, pure: no framework, no I/O, no clock."""
