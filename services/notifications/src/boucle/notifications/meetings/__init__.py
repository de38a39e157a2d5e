"""Meetings and those invited."""
