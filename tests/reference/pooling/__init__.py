"""The groups that pool a service, computed again from nothing, the plainest way.

Shares no code with ``matching.kinds.pooling``: one subset at a time, every subset of few, in plain
numbers. The audit and property tests hold the detector against it.
"""

from tests.reference.pooling.market import groups

__all__ = ["groups"]
