"""Routes of files: flows, sharings, offers of other companies."""
