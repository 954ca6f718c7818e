"""Tables of discovery."""
