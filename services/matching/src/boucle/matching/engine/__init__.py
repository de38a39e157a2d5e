"""The incremental engine: best lists of owned flows, kept exact as flows, settings, lives change.

Pure: numpy arrays in, list changes out. What it publishes depends only on what came in, never
on the order, nor on how ownership is split (``tests/reference/recompute.py`` says what must
come out).
"""

from boucle.matching.engine.engine import Engine
from boucle.matching.engine.inputs import FlowChange, KeptLists
from boucle.matching.engine.rows.list_columns import ListColumns

__all__ = ["Engine", "FlowChange", "KeptLists", "ListColumns"]
