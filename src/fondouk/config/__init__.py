"""Settings, addresses and wiring: the only room that imports everything; nothing imports it."""
