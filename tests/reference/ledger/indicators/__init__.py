"""Figures of territories and companies beyond what runs: counts of a month, kinds, potential."""
