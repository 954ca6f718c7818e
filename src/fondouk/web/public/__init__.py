"""What everybody may read: the front page, search, products, suppliers, comparison."""
