"""People, how they sign in, their companies, roles and mandates, and who has been verified."""
