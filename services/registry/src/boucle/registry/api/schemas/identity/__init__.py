"""Request and response models of `api/identity`."""
