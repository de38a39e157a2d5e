"""What synergies that run take of flows, heard from matching."""
