"""Rules of evidence: the kinds that the hub knows, and what a certificate must say."""
