"""The rights of a person over its data: what is kept of an address, erased, kept for how long."""
