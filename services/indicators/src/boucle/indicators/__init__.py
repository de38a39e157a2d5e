"""Compute and report indicators from projections of events."""
