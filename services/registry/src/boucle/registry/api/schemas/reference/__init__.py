"""Request and response models of `api/reference`."""
