"""Declare a demo territory over the public API, as a third-party tool would."""
