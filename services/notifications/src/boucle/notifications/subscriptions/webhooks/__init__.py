"""Send the feed to addresses that tools name, signed, each change until it is accepted."""
