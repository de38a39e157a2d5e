"""Communes of today and of before, by INSEE code: which EPCI each is in."""
