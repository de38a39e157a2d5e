"""The rights of a person over its data."""
