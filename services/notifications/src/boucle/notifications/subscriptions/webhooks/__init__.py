"""Webhooks: the feed sent to addresses that tools name, signed, each change until it is taken."""
