"""Keep the best lists of owned flows exact as flows, settings and lives change. Pure: numpy arrays
in, list changes out. Its output depends only on its input, never on the order, nor on how ownership
is split (``tests/reference/recompute.py`` defines the expected result)."""

from boucle.matching.engine.engine import Engine
from boucle.matching.engine.inputs import FlowChange, StoredLists
from boucle.matching.engine.rows.list_columns import ListColumns

__all__ = ["Engine", "FlowChange", "ListColumns", "StoredLists"]
