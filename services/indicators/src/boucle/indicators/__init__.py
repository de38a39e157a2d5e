"""Projections, catalogue of indicators, reports."""
