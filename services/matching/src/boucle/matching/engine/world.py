"""Bundle everything that the compiled loops read and write."""

from typing import NamedTuple

from boucle.matching.engine.rows.columns import Array


class World(NamedTuple):
    """Arrays of ``Columns``, ``Qualities``, ``RouteTable``, ``SettingsTable``, ``SearchIndex``,
    ``Lists``, ``Holders``, ``Lives`` and ``Snapshots``, under their names there. Working memory:
    ``margin`` (of the visited lanes, in all and for a second look), ``chosen`` and ``floors``
    (their flows and list floors), ``seeds`` (former partners), ``stack`` (cells to visit), ``tops``
    (the best rank in them)."""

    flows: Array
    changed: Array
    low: Array
    high: Array
    routes: Array
    offer_column: Array
    need_column: Array
    check_attribute: Array
    check_low: Array
    check_high: Array
    side_start: Array
    side_route: Array
    settings: Array
    tight: Array
    off: Array
    shares: Array
    least: Array
    network_start: Array
    network_name: Array
    network_km: Array
    cells: Array
    first_cell: Array
    cell_at: Array
    spare_runs: Array
    used: Array
    lanes: Array
    gates: Array
    facts: Array
    who: Array
    lists: Array
    partner: Array
    rank: Array
    tag: Array
    holders: Array
    holder_ends: Array
    barred: Array
    by_month: Array
    month_taken: Array
    taken: Array
    taken_partner: Array
    taken_rank: Array
    touched: Array
    ends: Array
    margin: Array
    seeds: Array
    chosen: Array
    floors: Array
    stack: Array
    tops: Array
