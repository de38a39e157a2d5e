"""These modules read texts as families: words, names, evidence, classification. Pure."""
