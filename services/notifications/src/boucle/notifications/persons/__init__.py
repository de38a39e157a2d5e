"""The rights of a person over its data: erased here, shown, kept for how long."""
