"""Request and response models of `api/territories`."""
