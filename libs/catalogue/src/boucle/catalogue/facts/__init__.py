"""These records hold the facts of the field: families, routes, codes, units. Pure."""
