"""Finding products: search documents, ranking, saved searches."""
