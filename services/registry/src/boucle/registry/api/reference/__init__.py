"""Routes of reference lists."""
