"""How many companies could be behind what is shown: three at least, or less is shown."""
