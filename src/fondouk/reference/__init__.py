"""Countries, currencies and rates, places, the HS nomenclature: dated rows with their source."""
