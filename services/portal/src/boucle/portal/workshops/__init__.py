"""Workshops: whom to invite, who sits where, and what companies say there."""
