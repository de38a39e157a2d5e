"""What `boucle` does beside starting and stopping: backup, restore, keys, imports, dead letters."""
