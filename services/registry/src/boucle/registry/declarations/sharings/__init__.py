"""What sites could pool, offer or need: services, equipment, workforce."""
