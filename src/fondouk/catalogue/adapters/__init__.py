"""Where the catalogue touches files and engines."""
