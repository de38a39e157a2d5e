"""Define what operators run: rebuild, audit, restore."""
