"""Certificates and proofs: who issued them, until when, and how far anybody checked."""
