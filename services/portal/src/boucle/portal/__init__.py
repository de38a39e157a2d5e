"""A page for animators and companies."""
