"""The search index of products: its fields, its documents, and its questions."""
