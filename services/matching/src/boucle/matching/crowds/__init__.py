"""How many companies could be behind what is told: three at least, or less is told."""
