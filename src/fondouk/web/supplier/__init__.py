"""Pages for those who sell: products, files of products, answers to requests."""
