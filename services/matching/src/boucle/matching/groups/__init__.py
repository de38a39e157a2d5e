"""Store groups of sites that could pool a service, or share equipment or a post."""
