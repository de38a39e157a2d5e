"""Measure how often displayed pairs were accepted."""
