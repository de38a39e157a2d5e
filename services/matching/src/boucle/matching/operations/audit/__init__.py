"""Lists and pairs compared with a full recompute."""
