"""Rules of reference: crossing exchange rates, finding an HS line by words."""
