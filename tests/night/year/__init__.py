"""A seeded year of companies, declared over the API, and what everybody was told in it.

``python -m tests.night.year`` plays it; the ledger reckons each figure a second time.
"""
