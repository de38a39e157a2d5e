"""What operators run: rebuild, restore."""
