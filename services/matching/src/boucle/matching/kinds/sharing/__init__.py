"""Sharing: companies share equipment or workforce."""

from boucle.matching.kinds.kind import Kind

KIND = Kind("sharing")
