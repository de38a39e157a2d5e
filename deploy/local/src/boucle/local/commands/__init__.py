"""Define the commands beside start and stop: backup, restore, keys, imports, dead letters."""
