"""What people write, read as families: words, names, evidence, classification. Pure."""
