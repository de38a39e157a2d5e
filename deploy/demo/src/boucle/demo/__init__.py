"""The demo territory, declared over the public API as a third-party tool would."""
