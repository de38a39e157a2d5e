"""Common to all that is declared at a site, flows and sharings alike."""
