"""Read texts as families: words, names, evidence, classification. Pure."""
