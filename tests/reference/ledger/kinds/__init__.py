"""Each kind of synergy, reckoned by its published rules."""
