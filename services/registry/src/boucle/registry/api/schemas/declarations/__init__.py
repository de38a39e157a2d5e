"""Request and response models of `api/declarations`."""
