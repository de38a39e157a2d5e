"""What services agree on: events, views of synergies and their masks, whom a place is of."""
