"""From a request for quotation to its award."""
