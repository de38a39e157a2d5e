"""A company's own pages: its flows, what they could become, the synergies that it is invited to."""
