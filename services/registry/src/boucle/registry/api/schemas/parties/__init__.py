"""Request and response models of `api/parties`."""
