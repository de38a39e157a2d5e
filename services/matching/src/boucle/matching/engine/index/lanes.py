"""Store in a lane what the index needs of a flow, and update it as flow, list and rules change."""

from math import sqrt
from typing import Any, Final

import numpy as np

from boucle.matching.engine.bounds import unsure_loss
from boucle.matching.engine.compiled import compiled, inlined
from boucle.matching.engine.index.cells import (
    ALL,
    FLOOR,
    LANES,
    LOST,
    NOT_KEPT,
    ROOT,
    ROWS,
    X,
    Y,
    Z,
    stretch,
)
from boucle.matching.engine.offers import OfferValues, offer_values
from boucle.matching.engine.rows.exclusions import first_gate, second_gate
from boucle.matching.engine.world import World

FACTS: Final = np.dtype(
    [
        ("eur", np.float32),
        ("kgco2e", np.float32),
        ("quality", np.float32),
        ("treatments", np.uint32),
        ("months", np.uint16),
        ("form", np.uint16),
        ("status", np.uint8),
        ("accepts", np.uint8),
        ("certainty", np.uint8),
        ("hazardous", np.bool_),
    ]
)
"""Of a lane's flow, what the second, closer bound looks at. ``eur`` and ``kgco2e`` are no less than
the flow's; ``quality``: mean points that an offer loses at least by its qualities."""


@inlined
def lane_of(world: World, flow: Any, row: int) -> int:
    """Return the position of the flow's lane in a row of the run."""
    cell = world.cells[world.cell_at[flow.lane // LANES]]
    first = LANES * cell.chunk
    return int(ROWS * first + row * LANES * cell.room + flow.lane - first)


@inlined
def write(world: World, slot: int, values: OfferValues) -> None:
    """Write all that a lane holds of its flow."""
    flow = world.flows[slot]
    world.lanes[lane_of(world, flow, X)] = flow.x
    world.lanes[lane_of(world, flow, Y)] = flow.y
    world.lanes[lane_of(world, flow, Z)] = flow.z
    at = world.cell_at[flow.lane // LANES]
    cell = world.cells[at]
    first = LANES * cell.chunk
    world.gates[first + flow.lane] = first_gate(flow, values.taken)
    world.gates[first + LANES * cell.room + flow.lane] = second_gate(flow)
    facts = world.facts[flow.lane]
    facts.treatments, facts.months, facts.form = flow.treatments, flow.months, flow.form
    facts.status, facts.accepts, facts.certainty = flow.status, flow.accepts, flow.certainty
    facts.hazardous = flow.hazardous
    facts.eur = np.nextafter(np.float32(flow.eur), np.float32(np.inf))
    facts.kgco2e = np.nextafter(np.float32(flow.kgco2e), np.float32(np.inf))
    _write_root(world, flow)
    world.lanes[lane_of(world, flow, FLOOR)] = _floor(world, flow)
    _write_lost(world, flow, values)
    stretch(world, at, flow.lane)


@inlined
def _write_root(world: World, flow: Any) -> None:
    free = max(0.0, float(flow.quantity - flow.taken))
    world.lanes[lane_of(world, flow, ROOT)] = sqrt(free)


@inlined
def _floor(world: World, flow: Any) -> float:
    """Return the floor of the flow's list, unless it is not owned or is being rebuilt."""
    main = world.flows[flow.main]
    kept = main.list_row >= 0 and not main.marked
    return NOT_KEPT if not kept else float(world.lists[main.list_row].floor_rank)


@inlined
def _write_lost(world: World, flow: Any, values: OfferValues) -> None:
    world.facts[flow.lane].quality = values.quality
    world.lanes[lane_of(world, flow, LOST)] = values.lost
    world.lanes[lane_of(world, flow, ALL)] = values.lost + unsure_loss(flow, world.least[0])


@inlined
def set_floor(world: World, slot: int) -> None:
    """Update the floor after the flow's list changed, or its ownership did."""
    floor = np.float32(_floor(world, world.flows[slot]))
    while slot >= 0:
        flow = world.flows[slot]
        if flow.lane >= 0:
            _set_floor(world, flow, floor)
        slot = flow.next


@inlined
def _set_floor(world: World, flow: Any, floor: Any) -> None:
    lane = lane_of(world, flow, FLOOR)
    at, before = world.cell_at[flow.lane // LANES], world.lanes[lane]
    world.lanes[lane] = floor
    if floor > before:
        world.cells[at].stale = True
    elif floor < before:
        stretch(world, at, flow.lane)


@compiled
def set_all_lost(world: World, count: int) -> None:
    """Update what flows lose after weights or the checks of routes changed."""
    for slot in range(count):
        flow = world.flows[slot]
        if flow.lane >= 0:
            _write_lost(world, flow, offer_values(world, flow))
            stretch(world, world.cell_at[flow.lane // LANES], flow.lane)


@compiled
def set_roots(world: World, slots: Any) -> None:
    """Update the free quantities of flows."""
    for slot in slots:
        flow = world.flows[slot]
        if flow.lane >= 0:
            _write_root(world, flow)
            stretch(world, world.cell_at[flow.lane // LANES], flow.lane)


@compiled
def set_floors(world: World, slots: Any) -> None:
    """Update floors after the ownership of lists changed."""
    for slot in slots:
        set_floor(world, slot)
