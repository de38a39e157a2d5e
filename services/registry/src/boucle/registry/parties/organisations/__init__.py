"""Companies, their contacts, and the ids that tools gave them."""
