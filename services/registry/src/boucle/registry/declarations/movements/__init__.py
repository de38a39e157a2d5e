"""Unusual movement: who moves or revises again and again may be measuring others."""
