"""Files of products: upload, preview with a mapping, progress, report, export."""
