"""Groups of sites that could pool a service, or share equipment or a post: what is stored."""
