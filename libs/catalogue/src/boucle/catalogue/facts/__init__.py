"""Facts of the field as frozen records: families, routes, codes, units. Pure."""
