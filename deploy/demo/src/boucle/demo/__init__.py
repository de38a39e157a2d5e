"""The demo territory, told over the public API as a third-party tool would."""
