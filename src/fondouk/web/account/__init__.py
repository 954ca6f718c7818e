"""A person's own pages: coming in and going out, who they are, the companies they work for."""
