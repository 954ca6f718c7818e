"""How a search is read, matched and ranked. Pure: no index, no database, no clock."""
