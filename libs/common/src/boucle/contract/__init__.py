"""This package holds what services agree on: events, views of synergies, masks, hashes of
persons.
"""
