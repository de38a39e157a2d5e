"""Write the letters about a group: a shared service, shared equipment, a shared post."""
