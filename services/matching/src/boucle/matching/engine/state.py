"""Hold all state of the engine, as its compiled loops read it."""

import numpy as np

from boucle.matching.engine.holders import Holders
from boucle.matching.engine.index import tree
from boucle.matching.engine.index.tree import SearchIndex
from boucle.matching.engine.leaves import BLOCK
from boucle.matching.engine.lists import Lists
from boucle.matching.engine.lives import Lives
from boucle.matching.engine.rows.columns import Array, Columns
from boucle.matching.engine.rows.qualities import Qualities
from boucle.matching.engine.rows.route_table import RouteTable
from boucle.matching.engine.rows.settings_table import SettingsTable
from boucle.matching.engine.snapshots import Snapshots
from boucle.matching.engine.world import World
from boucle.matching.scoring import Rules


class State:
    """Flows, rules, lists and holders, and working memory."""

    def __init__(self, rules: Rules, k: int, spare: int) -> None:
        self.flows = Columns()
        self.qualities = Qualities()
        self.settings = SettingsTable(len(rules.routes))
        self.lives = Lives()
        self.lists = Lists(k, spare)
        self.routes = RouteTable(rules, self.qualities)
        self.index = SearchIndex(2 * len(rules.catalogue.families))
        self.holders = Holders()
        self.snapshots = Snapshots()
        self._margin: Array = np.zeros(2 * BLOCK, np.float32)
        self._chosen: Array = np.zeros(BLOCK, np.int32)
        self._floors: Array = np.zeros(BLOCK, np.float32)
        self._stack: Array = np.zeros(2 * tree.DEEPEST, np.int32)
        self._tops: Array = np.zeros((2, 2 * tree.DEEPEST), np.float32)
        self._seeds: Array = np.zeros(0, np.int32)

    @property
    def nbytes(self) -> int:
        parts = (self.flows, self.qualities, self.lists, self.holders, self.index)
        return sum(part.nbytes for part in parts)

    @property
    def world(self) -> World:
        """Return the current arrays: some are replaced as they grow."""
        flows, routes, settings, index = self.flows, self.routes, self.settings, self.index
        snapshots = self.snapshots
        rows, width = self.lists.partner.shape
        snapshots.fit(rows, width)
        self.holders.fit(rows, width, flows.count)
        if len(self._seeds) < width:
            self._seeds = np.zeros(width, np.int32)
        return World(
            flows=flows.rows,
            changed=flows.changed,
            low=self.qualities.low,
            high=self.qualities.high,
            routes=routes.rows,
            offer_column=routes.offer_column,
            need_column=routes.need_column,
            check_attribute=routes.check_attribute,
            check_low=routes.check_low,
            check_high=routes.check_high,
            side_start=routes.side_start,
            side_route=routes.side_route,
            settings=settings.rows,
            tight=settings.tight,
            off=settings.off,
            shares=settings.shares,
            least=settings.least,
            network_start=flows.network_start,
            network_name=flows.network_name,
            network_km=flows.network_km,
            cells=index.cells,
            first_cell=index.first_cell,
            cell_at=index.cell_at,
            spare_runs=index.spare_runs,
            used=index.used,
            lanes=index.lanes,
            gates=index.gates,
            facts=index.facts,
            who=index.who,
            lists=self.lists.rows,
            partner=self.lists.partner,
            rank=self.lists.rank,
            tag=self.lists.tag,
            holders=self.holders.blocks,
            holder_ends=self.holders.ends,
            barred=self.lives.barred,
            by_month=self.lives.by_month,
            month_taken=self.lives.month_taken,
            taken=snapshots.taken,
            taken_partner=snapshots.partner,
            taken_rank=snapshots.rank,
            touched=snapshots.touched,
            ends=snapshots.ends,
            margin=self._margin,
            seeds=self._seeds,
            chosen=self._chosen,
            floors=self._floors,
            stack=self._stack,
            tops=self._tops,
        )
