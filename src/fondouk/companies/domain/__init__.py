"""The rules of companies: who may do what, when a company counts as verified."""
