"""A company's own pages: flows, possibilities, synergies."""
