"""Serve notifications over HTTP by thin routes."""
