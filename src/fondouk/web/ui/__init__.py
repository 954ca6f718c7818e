"""The look, and what every page shares: layout, components, language, refusals."""
