"""Pooling: companies buy or use a service in common."""

from boucle.matching.kinds.kind import Kind
from boucle.matching.kinds.pooling.detector import PoolingDetector

KIND = Kind("pooling", detectors={"pooling": PoolingDetector()})
