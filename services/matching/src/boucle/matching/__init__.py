"""Run the engine, scores, synergies and their life."""
