"""Turn events into facts, and store them."""
