"""Engine, scores, synergies and their life."""
