"""Request and response models of `api/outlets`."""
