"""Meetings, to come and past."""
