"""Write and read the record of a flow. Two flows are compared by reading two records, few cache
lines."""

from collections.abc import Mapping
from math import isnan
from typing import Any, Final

import numpy as np

from boucle.matching.scoring.inputs import REFUSABLE, FlowInputs, Network

Stamp = tuple[int, int, int]
"""Version, partition, offset: which version of a flow, and where in the log."""

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
_NO_PCT: Final = 255
_LOW: Final = (1 << 64) - 1


def record_of(
    row: FlowInputs, stamp: Stamp, networks: int, territory: int, quality: int
) -> tuple[Any, ...]:
    """All that scoring reads, in the order of ``DECLARED``."""
    version, partition, offset = stamp
    return (
        row.organisation >> 64,
        row.organisation & _LOW,
        row.x,
        row.y,
        row.z,
        row.quantity,
        np.nan if row.eur is None else row.eur,
        np.nan if row.kgco2e is None else row.kgco2e,
        row.slack_km,
        networks,
        territory,
        row.start,
        row.end,
        quality,
        row.treatments,
        row.family,
        partition,
        row.months,
        row.form,
        row.status,
        row.accepts,
        row.certainty,
        row.division,
        True,
        row.output,
        _NO_PCT if row.kgco2e_pct is None else row.kgco2e_pct,
        row.hazardous,
        version,
        offset,
        row.site >> 64,
        row.site & _LOW,
        row.refusable,
    )


def inputs_of(
    record: Mapping[str, Any],
    territory: str,
    networks: tuple[Network, ...],
    qualities: tuple[tuple[int, float, float], ...],
) -> FlowInputs:
    """A record as it was put."""
    eur, kgco2e, pct = record["eur"], record["kgco2e"], record["kgco2e_pct"]
    return FlowInputs(
        flow=record["id_hi"] << 64 | record["id_lo"],
        version=record["version"],
        organisation=record["organisation_hi"] << 64 | record["organisation_lo"],
        site=record["site_hi"] << 64 | record["site_lo"],
        territory=territory,
        output=record["output"],
        family=record["family"],
        x=record["x"],
        y=record["y"],
        z=record["z"],
        slack_km=record["slack"],
        quantity=record["quantity"],
        networks=networks,
        months=record["months"],
        start=record["start"],
        end=record["end"],
        form=record["form"],
        status=record["status"],
        accepts=record["accepts"],
        treatments=record["treatments"],
        hazardous=record["hazardous"],
        certainty=record["certainty"],
        eur=None if isnan(eur) else eur,
        kgco2e=None if isnan(kgco2e) else kgco2e,
        kgco2e_pct=None if pct == _NO_PCT else pct,
        qualities=qualities,
        division=record["division"],
        refusable=tuple(record["refusable"].tolist()),
    )
