"""Turn filters and the viewer's rights into conditions of SQL. Nobody learns by a filter what a
mask hides: ``organisations`` and ``flows``, and a company's ``territories``, compare only the sides
that the viewer sees whole; ``candidacy`` only what an animator sees whole on every side;
``min_score`` of others than the operator is compared with the displayed bands
(``filters.reaches``), which no table holds."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from boucle.contract.events.changed_lists import DECLARED_FIRST
from boucle.contract.masking import Viewer
from boucle.contract.rounding import hour_of
from boucle.matching.kinds import OF_GROUPS
from boucle.matching.lives.seen import TOGETHER
from boucle.matching.queries.filters import SynergyFilters

Place = tuple[UUID, UUID]
"""A flow, and the id of one of its pairs."""

SCORE = f"CASE WHEN rank < {DECLARED_FIRST} THEN rank ELSE rank - {DECLARED_FIRST} END"
_HELD = "FROM entry WHERE entry.synergy_id = l.synergy_id"
_SCORED = """
EXISTS (
    SELECT FROM entry JOIN owned_flow ON flow_id IN (owner, partner)
    WHERE entry.synergy_id = l.synergy_id
        AND greatest(entry.changed_at, owned_flow.changed_at) >= {since})
"""
_DECLARED = "EXISTS (SELECT FROM owned_flow WHERE flow_id = ANY(l.flows) AND changed_at >= {since})"
# A side alone follows its preview: no list, no flow of the other changes it.
_FOLLOWED = "({at} >= {since} OR ({whole} AND {figures}))"
_MINE = """
{row}.organisation_id = ANY({own})
    AND ({row}.organisation_id <> {together} OR l.organisations <@ {own})
"""
_LAST_SHOWN = """
{mine} AND NOT EXISTS (
    SELECT FROM shown_life w WHERE w.synergy_id = v.synergy_id AND {later}
        AND (w.changed_at, w.organisation_id) > (v.changed_at, v.organisation_id))
"""
_ANY = "TRUE"
_NO_LIFE = "NOT EXISTS (SELECT FROM life WHERE life.synergy_id = held.synergy_id)"
_FLOW = """
SELECT flow_id FROM owned_flow f WHERE {within} AND NOT withdrawn AND flow_id >= {first}
ORDER BY flow_id LIMIT {limit}
"""
_GROUP = """
SELECT g.synergy_id FROM synergy_group g WHERE {wanted} ORDER BY g.synergy_id LIMIT {limit}
"""
_GROUP_WITHOUT_LIFE = "NOT EXISTS (SELECT FROM life WHERE life.synergy_id = g.synergy_id)"
_EACH = """
SELECT flow_id FROM unnest({values}) AS each(value) CROSS JOIN LATERAL ({flows}) AS theirs
"""


@dataclass(slots=True)
class Query:
    """SQL conditions, with values apart: no filter becomes text of the query."""

    values: list[Any] = field(default_factory=list)

    def value(self, value: Any, kind: str = "") -> str:
        self.values.append(value)
        return f"${len(self.values)}{kind}"

    def any_of(self, column: str, wanted: Collection[object], kind: str) -> str:
        """Return a condition; one value is compared as one, so that its index gives the order."""
        values = list(dict.fromkeys(wanted))
        if len(values) == 1:
            return f"{column} = {self.value(values[0])}"
        return f"{column} = ANY({self.value(values, f'::{kind}[]')})"

    def of_lives(self, filters: SynergyFilters, viewer: Viewer) -> list[str]:
        """Return conditions on lives: the viewer sees the requested side; a company, what was
        introduced to it."""
        side = self._side("s.organisation", "s.territory", "s.flow", filters, viewer)
        sides = (
            "unnest(l.organisations, l.territories, l.flows) AS s(organisation, territory, flow)"
        )
        conditions = ["TRUE"]
        if side != _ANY:
            conditions.append(f"EXISTS (SELECT FROM {sides} WHERE {side})")
        if not viewer.everything:  # what the indexes can answer, before the sides are compared
            conditions.append(
                f"(l.introduced && {self.value(list(viewer.organisations), '::uuid[]')} "
                f"OR l.territories && {self.value(list(viewer.territories), '::text[]')})"
            )
        if filters.territories is not None and not viewer.organisations:
            requested = self.value(list(filters.territories), "::text[]")
            conditions.append(f"l.territories && {requested}")
        return conditions + self._of_staff(filters, viewer)

    def _of_staff(self, filters: SynergyFilters, viewer: Viewer) -> list[str]:
        """What the next action and answers say, which indexes hold: staff hear of each answer, by
        its hour while a side is masked; the action is seen with every side."""
        if not filters.asks_staff:
            return []
        if viewer.organisations or viewer.tool is not None:
            return ["FALSE"]
        conditions = []
        if filters.action_before is not None:
            conditions.append(f"l.action_due < {self.value(filters.action_before)}")
            conditions.append(self._seen_whole(viewer))
        if filters.answered_since is not None:
            moment = filters.answered_since
            since = self.value(moment if viewer.everything else hour_of(moment))
            conditions.append(f"l.answered_at >= {since}")
        return conditions

    def last_shown(self, viewer: Viewer) -> str:
        """Return the condition on the row of ``shown_life`` that tells when a life last changed for
        this viewer: the last of his own, and of who acts for all parties."""
        own = self.value([*viewer.organisations, TOGETHER], "::uuid[]")
        together = self.value(TOGETHER, "::uuid")
        return _LAST_SHOWN.format(
            mine=_MINE.format(row="v", own=own, together=together),
            later=_MINE.format(row="w", own=own, together=together),
        )

    def _followed(self, viewer: Viewer, moment: datetime) -> str:
        at, figures = "l.updated_at", _SCORED
        if viewer.organisations:  # to whom no list shows
            at, figures = "v.changed_at", _DECLARED
        if not viewer.everything:  # to whom moments are of the hour while a side is masked
            moment = hour_of(moment)
        since = self.value(moment)
        figures = figures.format(since=since)
        return _FOLLOWED.format(at=at, since=since, whole=self._seen_whole(viewer), figures=figures)

    def _seen_whole(self, viewer: Viewer) -> str:
        """Return the condition that the viewer sees every side."""
        if viewer.everything:
            return _ANY
        organisations = self.value(list(viewer.organisations), "::uuid[]")
        territories = self.value(list(viewer.territories), "::text[]")
        return (
            f"(l.disclosed OR l.organisations <@ {organisations} OR l.territories <@ {territories})"
        )

    def conditions_on_lives(
        self, filters: SynergyFilters, viewer: Viewer, since: datetime | None
    ) -> list[str]:
        conditions = [
            f"coalesce({self.any_of(column, wanted, 'text')}, FALSE)"
            for column, wanted in (
                ("l.nature", filters.natures),
                ("l.kind", filters.kinds),
                ("l.state", filters.states),
                ("l.found_by", filters.found_by),
            )
            if wanted is not None
        ]
        if filters.group_states is not None:  # which state is shown, no table holds
            conditions.append(self.any_of("l.kind", OF_GROUPS, "text"))
        if filters.candidacy is not None:
            in_list = f"EXISTS (SELECT {_HELD})"
            conditions += ["FALSE"] if viewer.organisations else []
            conditions.append(in_list if filters.candidacy else f"NOT {in_list}")
            conditions.append(self._seen_whole(viewer))
        if filters.min_score is not None and viewer.everything:
            # The score that is shown: a pair that no list holds has that of its last step.
            shown = f"coalesce((SELECT max({SCORE}) {_HELD}), l.score, -1)"
            conditions.append(f"{shown} >= {self.value(filters.min_score)}")
        if since is not None:
            conditions.append(self._followed(viewer, since))
        return conditions

    def conditions_on_pairs(
        self, filters: SynergyFilters, viewer: Viewer, since: datetime | None, place: Place
    ) -> list[str]:
        after = self.value(place[0]), self.value(place[1])
        conditions = [
            f"(held.flow_id, held.synergy_id) > ({', '.join(after)})",
            # A pair is shown once, where both of its flows are looked at.
            f"NOT (held.partner < held.flow_id AND {self._flow('other', filters, viewer)})",
        ]
        return conditions + self.of_pairs(filters, viewer, since)

    def of_pairs(
        self, filters: SynergyFilters, viewer: Viewer, since: datetime | None
    ) -> list[str]:
        """Return conditions on pairs of ``held`` and its flows, without a life."""
        conditions = [_NO_LIFE]
        if viewer.territories and not viewer.everything:  # others are shown by copies (across)
            own = self.value(list(viewer.territories), "::text[]")
            conditions.append(f"ARRAY[offer.territory, need.territory] <@ {own}")
        if filters.territories is not None:
            requested = self.value(list(filters.territories), "::text[]")
            conditions.append(f"ARRAY[offer.territory, need.territory] && {requested}")
        if filters.natures is not None:
            conditions.append(self.any_of("offer.nature", filters.natures, "text"))
        if filters.min_score is not None and viewer.everything:
            conditions.append(f"{SCORE} >= {self.value(filters.min_score)}")
        if since is not None:
            changed = "greatest(held.changed_at, offer.changed_at, need.changed_at)"
            conditions.append(f"{changed} >= {self.value(since)}")
        return conditions

    def flows(self, filters: SynergyFilters, viewer: Viewer, first: UUID, count: int) -> str:
        """Select the flows to visit, by the narrowest index that gives them in order."""
        side = self._flow("f", filters, viewer)
        bounds = {"first": self.value(first), "limit": self.value(count)}
        narrowed = (filters.organisations, filters.flows) != (None, None)
        requested = dict.fromkeys(filters.territories or ()) if filters.within(viewer) else {}
        if narrowed or len(requested) == 1 or (viewer.everything and not requested):
            return _FLOW.format(within=side, **bounds)
        within = list(requested or viewer.territories)
        flows = _FLOW.format(within=f"f.territory = each.value AND {side}", **bounds)
        each = _EACH.format(values=self.value(within, "::text[]"), flows=flows)
        return f"{each} ORDER BY flow_id LIMIT {bounds['limit']}"

    def groups(
        self, filters: SynergyFilters, since: datetime | None, first: UUID, limit: int
    ) -> str:
        """Select groups without a life, after that id, for the operator."""
        conditions = [f"g.synergy_id > {self.value(first)}", _GROUP_WITHOUT_LIFE]
        if filters.organisations is not None:
            requested = self.value(list(filters.organisations), "::uuid[]")
            conditions.append(f"g.organisations && {requested}")
        if filters.territories is not None:
            requested = self.value(list(filters.territories), "::text[]")
            conditions.append(f"g.territories && {requested}")
        if filters.kinds is not None:
            conditions.append(self.any_of("g.kind", filters.kinds, "text"))
        if filters.group_states is not None:
            conditions.append(self.any_of("g.state", filters.group_states, "text"))
        if since is not None:
            conditions.append(f"g.changed_at >= {self.value(since)}")
        return _GROUP.format(wanted=" AND ".join(conditions), limit=self.value(limit))

    def _flow(self, table: str, filters: SynergyFilters, viewer: Viewer) -> str:
        """Select flows whose pairs are visited."""
        names = f"{table}.organisation_id", f"{table}.territory", f"{table}.flow_id"
        side = self._side(*names, filters, viewer)
        if filters.territories is None or not filters.within(viewer):
            return side
        requested = self.any_of(f"{table}.territory", filters.territories, "text")
        return f"({requested} AND {side})"

    def _side(
        self, organisation: str, territory: str, flow: str, filters: SynergyFilters, viewer: Viewer
    ) -> str:
        """Return the condition for a side that the viewer sees whole, and that the filters ask
        for."""
        conditions = []
        if not viewer.everything:
            conditions.append(
                f"({organisation} = ANY({self.value(list(viewer.organisations), '::uuid[]')}) "
                f"OR {territory} = ANY({self.value(list(viewer.territories), '::text[]')}))"
            )
        if viewer.organisations and filters.territories is not None:
            conditions.append(self.any_of(territory, filters.territories, "text"))
        conditions += self._requested(organisation, flow, filters)
        return f"({' AND '.join(conditions)})" if conditions else _ANY

    def _requested(self, organisation: str, flow: str, filters: SynergyFilters) -> list[str]:
        conditions = []
        if filters.organisations is not None:
            conditions.append(self.any_of(organisation, filters.organisations, "uuid"))
        if filters.flows is not None:
            conditions.append(self.any_of(flow, filters.flows, "uuid"))
        return conditions
