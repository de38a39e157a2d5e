"""Organisations, their sites, their people."""
