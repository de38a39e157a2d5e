"""Notifications over HTTP: thin routes."""
