"""Lay out the record of a flow. Two flows are compared by reading two records, few cache lines."""

from typing import Final

import numpy as np

from boucle.matching.scoring.inputs import REFUSABLE

FLOW: Final = np.dtype(
    [
        ("id_hi", np.uint64),
        ("id_lo", np.uint64),
        ("organisation_hi", np.uint64),
        ("organisation_lo", np.uint64),
        ("x", np.float64),
        ("y", np.float64),
        ("z", np.float64),
        ("quantity", np.int64),
        ("taken", np.int64),
        ("eur", np.float64),
        ("kgco2e", np.float64),
        ("slack", np.float32),
        ("networks", np.int32),
        ("territory", np.int32),
        ("start", np.int32),
        ("end", np.int32),
        ("quality", np.int32),
        ("list_row", np.int32),
        ("lane", np.int32),
        ("held", np.int32),
        ("holders", np.int32),
        ("main", np.int32),
        ("next", np.int32),
        ("treatments", np.uint32),
        ("family", np.int16),
        ("partition", np.int16),
        ("months", np.uint16),
        ("form", np.uint16),
        ("status", np.uint8),
        ("accepts", np.uint8),
        ("certainty", np.uint8),
        ("division", np.uint8),
        ("alive", np.bool_),
        ("lived", np.bool_),
        ("output", np.bool_),
        ("kgco2e_pct", np.uint8),
        ("hazardous", np.bool_),
        ("marked", np.bool_),
        ("left", np.uint16),
        ("version", np.int64),
        ("offset", np.int64),
        ("site_hi", np.uint64),
        ("site_lo", np.uint64),
        ("refusable", np.uint32, (len(REFUSABLE),)),
    ],
    align=True,
)
"""``marked``: its own list is built again anyhow. ``eur`` and ``kgco2e`` are NaN where unknown.
``list_row``, ``lane``: -1 for none; ``holders``: the first block of the rows that list the flow, -1
for none; ``held`` and ``left`` as ``holders`` counts them.

A flow of several families has a slot for each. The first is its ``main`` one: it has the id, the
list and its holders, and lists name it. From there ``next`` leads to the others in the order
declared, -1 behind the last; each of these has what scoring reads of that family, and a lane."""
_OWN: Final = "id_hi id_lo taken list_row lane held holders left lived marked main next"
_KEPT: Final = frozenset(_OWN.split())
DECLARED: Final = FLOW[[name for name in FLOW.names or () if name not in _KEPT]]
"""A record without what the engine itself keeps of a flow."""
NAMES: Final = FLOW.names or ()
