"""Matching over HTTP: thin routes, requests and their commands."""
