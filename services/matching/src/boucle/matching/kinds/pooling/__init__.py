"""Pooling: companies buy or use a service in common."""

from boucle.matching.kinds.kind import Kind

KIND = Kind("pooling")
