"""Flows and lists made from the log in shadow tables."""
