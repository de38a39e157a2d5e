"""How much of a need several offers cover together."""
