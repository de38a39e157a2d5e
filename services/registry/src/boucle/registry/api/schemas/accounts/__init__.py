"""Request and response models of `api/accounts`."""
