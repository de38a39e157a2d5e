"""Find the flows near by whose copies are looked at, and make these copies."""

from collections.abc import Collection, Mapping
from functools import lru_cache, partial
from itertools import product
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec

from boucle.contract.cells import Cell
from boucle.contract.events.registry import Flow
from boucle.contract.sandboxes import sandbox_sql
from boucle.matching.candidates.coarse import coarse
from boucle.matching.crowds.steps import WIDEST_LEVEL, CrowdKey
from boucle.matching.crowds.store import UNPLACED
from boucle.matching.kinds.coarse import OF_ONE
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.scoring import FlowInputs, ScoringSettings, wire
from boucle.matching.scoring.families import families_of
from boucle.matching.scoring.rules import MOST_SLACK_KM, STOP
from boucle.matching.threads import computed
from boucle.platform.db import Session

# By the cells of the widest level that is shown, nearest first: which flows are looked at tells no
# more of a place than is shown. The id orders those of one such cell. Flows of several families,
# which are few, are found by the others by themselves.
_NORTH: Final = f"((north >> {WIDEST_LEVEL}) - $7)"
_EAST: Final = f"((east >> {WIDEST_LEVEL}) - $8)"
_SANDBOX: Final = sandbox_sql("territory")
_FURTHER: Final = """
string_to_array(further, ' ') @> ARRAY[wanted.family] AND further IS NOT NULL
"""


def _few(
    family: str,
    condition: str,
    order: str = "flow_id",
    source: str = "owned_flow",
    per: str = "organisation_id",
) -> str:
    """Select the first ``$limit`` flows, at most two ``per`` organisation: with many declarations
    nobody takes the place of others."""
    return f"""
        SELECT flow_id, {family} AS family, output, division, north, east, organisation_id FROM (
            SELECT owned_flow.*, row_number() OVER (
                PARTITION BY {per} ORDER BY {order}) AS nth
            FROM {source} WHERE {condition}
        ) AS each WHERE nth <= {OF_ONE} ORDER BY {order}
    """


_OF_OTHERS: Final = f"""
output = $6 AND NOT withdrawn
AND organisation_id <> $9 AND {_SANDBOX} = $11 AND territory <> ALL($12::text[])
"""
_ITS_CELL: Final = f"""
family = wanted.family AND {_OF_OTHERS}
AND north >> {WIDEST_LEVEL} = $7 + step.north AND east >> {WIDEST_LEVEL} = $8 + step.east
"""
_WITHIN: Final = f"""
{_FURTHER} AND {_OF_OTHERS}
AND abs({_NORTH}) <= rows AND abs({_EAST}) <= columns
"""
_NEAREST_CELLS: Final = f"abs({_NORTH}) + abs({_EAST}), {_NORTH}, {_EAST}, flow_id"
# Cells of the ring are asked one by one, nearest first; what is rare, by rows of cells beyond it.
_BEYOND_THE_RING: Final = _few(
    "family",
    f"""
    family = wanted.family AND {_OF_OTHERS} AND north >> {WIDEST_LEVEL} = $7 + line.step
    AND east >> {WIDEST_LEVEL} BETWEEN $8 - columns AND $8 + columns
    AND abs(line.step) + abs({_EAST}) > $13
    """,
    _NEAREST_CELLS,
    "generate_series(-rows, rows) AS line(step) CROSS JOIN owned_flow",
    f"organisation_id, north >> {WIDEST_LEVEL}, east >> {WIDEST_LEVEL}",
)
_NEAR: Final = f"""
SELECT near.* FROM unnest($1::text[], $2::int[], $3::int[]) AS wanted(family, rows, columns)
CROSS JOIN LATERAL (
    (
        SELECT of_cell.* FROM unnest($4::int[], $5::int[]) AS step(north, east)
        CROSS JOIN LATERAL ({_few("family", _ITS_CELL)} LIMIT $10) AS of_cell
        WHERE abs(step.north) <= rows AND abs(step.east) <= columns
        LIMIT $10
    ) UNION ALL ({_BEYOND_THE_RING} LIMIT $10)
    LIMIT $10
) AS near
UNION ALL
SELECT near.* FROM unnest($1::text[], $2::int[], $3::int[]) AS wanted(family, rows, columns)
CROSS JOIN LATERAL ({_few("wanted.family", _WITHIN, _NEAREST_CELLS)} LIMIT $10) AS near
"""
_THERE: Final = f"output = $2 AND NOT withdrawn AND organisation_id <> $3 AND {_SANDBOX} = "
_EACH: Final = """
SELECT near.* FROM unnest($1::text[]) AS wanted(family)
CROSS JOIN LATERAL (({first} LIMIT $4) UNION ALL ({further} LIMIT $4)) AS near
"""
_ANYWHERE: Final = _EACH.format(
    first=_few("family", f"family = wanted.family AND {_THERE} $5"),
    further=_few("wanted.family", f"{_FURTHER} AND {_THERE} $5"),
)
# Those whose place is shown to nobody.
_UNPLACED: Final = _EACH.format(
    first=_few(
        "family",
        f"family = wanted.family AND {UNPLACED} AND {_THERE} $5",
        source="crowd JOIN owned_flow USING (family, output, division, north, east)",
    ),
    further=_few(
        "wanted.family",
        f"crowd.family = wanted.family AND {UNPLACED} AND {_FURTHER} AND {_THERE} $5",
        source="crowd JOIN owned_flow USING (output, division, north, east)",
    ),
)
# The nearest by such cells, however far.
_OF_THE_FAMILY: Final = f"""
(
    SELECT * FROM owned_flow WHERE family = wanted.family
    UNION ALL SELECT * FROM owned_flow WHERE {_FURTHER}
) AS owned_flow
"""
_BY_CELLS: Final = f"abs((north >> {WIDEST_LEVEL}) - $4) + abs((east >> {WIDEST_LEVEL}) - $5)"
_OF_NEAREST: Final = _few(
    "wanted.family", f"{_THERE} $7", f"{_BY_CELLS}, flow_id", source=_OF_THE_FAMILY
)
_NEAREST: Final = f"""
SELECT near.* FROM unnest($1::text[]) AS wanted(family)
CROSS JOIN LATERAL ({_OF_NEAREST} LIMIT $6) AS near
"""
_OWN: Final = f"""
SELECT DISTINCT near.flow_id FROM unnest($1::text[]) AS wanted(family)
CROSS JOIN LATERAL (
    SELECT flow_id FROM {_OF_THE_FAMILY}
    WHERE {_THERE} $7 AND declared_by = $8 AND organisation_id = ANY($9::uuid[])
    ORDER BY {_BY_CELLS}, flow_id LIMIT $6
) AS near
"""
_RING_STEPS: Final = 4
_NEAREST_FIRST: Final = sorted(
    product(range(-_RING_STEPS, _RING_STEPS + 1), repeat=2),
    key=lambda step: (abs(step[0]) + abs(step[1]), step),
)
_RING: Final = [step for step in _NEAREST_FIRST if abs(step[0]) + abs(step[1]) <= _RING_STEPS]
"""Steps to cells around, nearest first."""
_flow = msgspec.json.Decoder(Flow)
_BODIES = "SELECT flow_id, body FROM owned_flow WHERE flow_id = ANY($1::uuid[])"


class FlowOwner(NamedTuple):
    """Whose flow is asked about; flows of other organisations of the same sandbox are looked at."""

    organisation: UUID
    sandbox: str


class NearFlow(NamedTuple):
    flow_id: UUID
    key: CrowdKey
    organisation: UUID


async def near(
    session: Session,
    reaches: Mapping[str, tuple[int, int]],
    around: Cell,
    *,
    output: bool,
    apart_from: FlowOwner,
    limit: int,
    outside: Collection[str] = (),
) -> list[NearFlow]:
    """Flows of other organisations ``outside`` these territories, ``limit`` of each family.
    ``reaches``: by family, one at least, how many cells of the widest level to the
    north and to the east; ``around``: one of that level."""
    rows, columns = zip(*reaches.values(), strict=True)
    norths, easts = zip(*_RING, strict=True)
    found = await session.fetch(
        _NEAR,
        list(reaches),
        list(rows),
        list(columns),
        list(norths),
        list(easts),
        output,
        around.north,
        around.east,
        apart_from.organisation,
        limit,
        apart_from.sandbox,
        list(outside),
        _RING_STEPS,
    )
    return [_near(row) for row in found]


async def anywhere(
    session: Session,
    families: Collection[str],
    *,
    output: bool,
    apart_from: FlowOwner,
    limit: int,
    unplaced: bool,
) -> list[NearFlow]:
    """The same wherever they are; ``unplaced``: only those whose place nobody is shown, by the
    register."""
    statement = _UNPLACED if unplaced else _ANYWHERE
    rows = await session.fetch(
        statement, list(families), output, apart_from.organisation, limit, apart_from.sandbox
    )
    return [_near(row) for row in rows]


async def nearest(
    session: Session,
    families: Collection[str],
    around: Cell,
    *,
    output: bool,
    apart_from: FlowOwner,
    limit: int,
) -> list[NearFlow]:
    """The nearest ``limit`` of each family, however far. ``around``: as of ``near``."""
    rows = await session.fetch(
        _NEAREST,
        list(families),
        output,
        apart_from.organisation,
        around.north,
        around.east,
        limit,
        apart_from.sandbox,
    )
    return [_near(row) for row in rows]


async def declared_by(
    session: Session,
    tool: str,
    organisations: Collection[UUID],
    families: Collection[str],
    around: Cell,
    *,
    output: bool,
    apart_from: FlowOwner,
    limit: int,
) -> list[UUID]:
    """The same of the tool's own flows, of organisations that let it act."""
    rows = await session.fetch(
        _OWN,
        list(families),
        output,
        apart_from.organisation,
        around.north,
        around.east,
        limit,
        apart_from.sandbox,
        tool,
        list(organisations),
    )
    return [row["flow_id"] for row in rows]


def reaches_of(own: FlowInputs, settings: ScoringSettings) -> dict[str, float]:
    """By family that could be a partner, how far it may be at most, in km."""
    found: dict[str, float] = {}
    for rule in rules().routes:
        mine, theirs = (rule.output, rule.input) if own.output else (rule.input, rule.output)
        if mine in families_of(own) and rule.index not in settings.routes_off:
            stop = min(STOP * rule.reach_km, settings.max_km) + MOST_SLACK_KM
            key = rules().family(theirs).key
            found[key] = max(stop, found.get(key, 0.0))
    return found


async def copies_of(session: Session, flows: Collection[UUID]) -> dict[UUID, FlowInputs]:
    """Return the coarse copies of those that can be matched, in the smallest cells."""
    rows = await session.fetch(_BODIES, list(flows))
    bodies = {row["flow_id"]: row["body"] for row in rows}
    return await computed(partial(_copies_of, bodies), len(bodies))


def _copies_of(bodies: Mapping[UUID, bytes]) -> dict[UUID, FlowInputs]:
    found = {flow_id: _copy_of(body) for flow_id, body in bodies.items()}
    return {flow_id: row for flow_id, row in found.items() if row is not None}


@lru_cache(maxsize=20_000)
def _copy_of(body: bytes) -> FlowInputs | None:
    try:
        row = wire.row_of(_flow.decode(body), 0, rules())
    except wire.UnusableEvent:
        return None
    return None if row is None else coarse(row)


def _near(row: Any) -> NearFlow:
    flow_id, *key, organisation = row
    return NearFlow(flow_id, CrowdKey(*key), organisation)
