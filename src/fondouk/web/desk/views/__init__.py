"""Thin views of the desk, one module a subject."""
