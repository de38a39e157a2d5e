"""Request and response models of `api/sources`."""
