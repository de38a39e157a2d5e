"""Hold what services agree on: events, views of synergies, masks, hashes of persons."""
