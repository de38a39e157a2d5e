"""Changes of organisations and sites, and of what is declared there with them."""
