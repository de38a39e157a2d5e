"""What operators run: audit, rebuild, restore."""
