"""Routes of organisations, their sites and people, and of who may act for them."""
