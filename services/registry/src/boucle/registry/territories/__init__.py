"""Hold EPCIs, their federations, and how their synergies are handled."""
