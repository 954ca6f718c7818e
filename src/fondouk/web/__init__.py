"""Pages by audience over one look (ui). A view parses, asks or commands, and renders."""
