"""What services agree on: events, views of synergies, what is masked, whom a place is of."""
