"""The rules a second time, plainly: the product's engine and detectors are held against it."""
