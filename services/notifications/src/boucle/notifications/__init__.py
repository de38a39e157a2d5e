"""Introductions, meetings, mail and the pages that answer them."""
