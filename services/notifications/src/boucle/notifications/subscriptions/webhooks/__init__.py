"""Send the feed to addresses that tools name, signed; what is not accepted is tried for a day."""
