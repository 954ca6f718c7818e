"""Products as their makers describe them: categories, prices, packing, pictures, files."""
