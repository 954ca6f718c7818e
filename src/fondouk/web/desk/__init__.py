"""Pages of the hub's desk: what waits, companies, listings, categories, texts, rates, history."""
