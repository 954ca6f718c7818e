"""A supplier's products: the list, the form, pictures, certificates, preview and history."""
