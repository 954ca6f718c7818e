"""Fondouk: an open trade hub."""
