"""Routes of what is declared at a site, by our ids."""
