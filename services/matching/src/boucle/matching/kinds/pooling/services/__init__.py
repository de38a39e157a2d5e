"""The services that are pooled, one file each, and their registry by subject."""
