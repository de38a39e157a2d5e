"""What matching says happened: lists of best partners (computed) and lives (human).

Topics: ``boucle.lists``, ``boucle.life``.
A substitution's id is uuid5 of its offer and need, also when people found it.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from boucle.contract.events.groups import Group, RiskReason
from boucle.contract.events.reasons import Amount, Criterion, SynergyKind
from boucle.contract.events.registry import Nature, Quantity

FoundBy = Literal["engine", "workshop", "visit", "company", "tool", "animator"]
Standing = Literal["pending", "interested", "refused", "consented", "already_done"]
Role = Literal["offer", "need", "member"]
State = Literal[
    "detected",
    "qualified",
    "introduced",
    "interested",
    "consented",
    "studying",
    "running",
    "stopped",
    "refused",
    "already_done",
    "contract_until",
]
RefusalReason = Literal[
    "concentration",
    "form",
    "hygiene",
    "quantity",
    "timing",
    "price",
    "regulation",
    "distance",
    "secrecy",
    "wrong_data",
    "has_provider",
    "other",
]
Grade = Literal["estimated", "declared", "verified"]


class Side(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One company's side of a synergy. ``flow_id`` and ``family`` where a flow stands behind it,
    ``sharing_id`` where what it could pool or share does."""

    role: Role
    organisation_id: UUID
    territory: str
    site_id: UUID | None = None
    flow_id: UUID | None = None
    family: str | None = None
    division: str | None = None
    quantity: Quantity | None = None
    sharing_id: UUID | None = None


class ListsChanged(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """The lists of best partners that one turn of their owner changed, whole. Type:
    ``lists.changed.v1``; the subject is the partition of ``boucle.flow`` that their flows are of,
    ``entity_version`` its turn.

    Of each list: its flow (``flows``: 16 bytes each), ``offers``: 1 where it is an offer's, 0 where
    a need's; how many entries it has now (``sizes``). Of each entry, list after list and best
    first: the partner's flow (``partners``), ``ranks`` (the score; 10,001 more where both flows are
    declared), ``quantities`` (what could move in a year, in g, L or Wh of the offer), ``what``
    happened (0 nothing, 1 gained, 2 a flow of the pair changed, 3 the rank did too). The partners
    that each list lost: ``lost_sizes``, ``lost``. ``causes``: the events that it all follows from.
    An offer and a need are candidates while the newest list of either holds the other.
    """

    partition: int
    flows: bytes
    offers: bytes
    sizes: tuple[int, ...]
    partners: bytes = b""
    ranks: tuple[int, ...] = ()
    quantities: tuple[int, ...] = ()
    what: bytes = b""
    lost_sizes: tuple[int, ...] = ()
    lost: bytes = b""
    causes: tuple[UUID, ...] = ()


class Party(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Where one party stands. A refusal stays until ``refused_value``, what it refused, changes.

    ``introduced_at``: when its mail of introduction left; None in lives of before parties said so.
    ``seen``: the version of the life in which what this party may see of it last changed; 0 in
    lives of before, and while it may see nothing. ``shown``: how often it changed, which is the
    version that this party is shown; 0 likewise. ``apart_from``: organisations of a group that grew
    that do not learn who it is, nor it who they are: one side refused the other.
    """

    side: Side
    standing: Standing = "pending"
    reason: RefusalReason | None = None
    refused_value: str | None = None
    contract_until: date | None = None
    answered_at: datetime | None = None
    introduced_at: datetime | None = None
    seen: int = 0
    shown: int = 0
    apart_from: tuple[UUID, ...] = ()


class SidePreview(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is shown of a side that may not be known. None: too few companies would fit."""

    role: Role
    family: str | None = None
    division: str | None = None
    quantity: Quantity | None = None


class Preview(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What one party (``organisation_id``) sees of the others until all consent: made once, when
    the synergy is qualified, from coarse copies of their flows, and kept.

    ``crowd``: how many companies, its own apart, fit what it sees of ``others``, three at least;
    None where there is no register to count in. ``companies``: of a group, which shows no others:
    how many there are at least; None where they are fewer than three. ``most``: of a pair by
    network, what both months may let move at most.
    """

    organisation_id: UUID
    others: tuple[SidePreview, ...]
    crowd: int | None = None
    quantity: Quantity | None = None
    distance_band: str | None = None
    score_band: str | None = None
    criteria: tuple[Criterion, ...] = ()
    tco2e: Amount | None = None
    eur: Amount | None = None
    companies: int | None = None
    most: Quantity | None = None


class NextAction(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Who does what by when. ``who`` is a role or a principal's id, never a person's name."""

    who: str
    what: str
    due: date | None = None


class Result(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What a running synergy brought over a period, as reported. ``organisation_id``: to this party
    alone; None: to all together. ``reported_by``: the side of a pair that said it; None: said for
    both. ``credential``: the client id that reported it. ``document`` shows it (a weighing slip, an
    invoice), as ``verified_by``, a role (before: a client id), saw on ``verified_on``.
    ``baseline``: what was done before. ``claimed``: which share of it the approach claims, 0 to 1;
    None: all.
    """

    result_id: UUID
    period_start: date
    period_end: date
    grade: Grade
    quantity: Quantity | None = None
    eur: str | None = None
    jobs: str | None = None
    tco2e: str | None = None
    organisation_id: UUID | None = None
    reported_by: UUID | None = None
    document: str | None = None
    verified_by: str | None = None
    verified_on: date | None = None
    baseline: str | None = None
    claimed: str | None = None
    credential: str | None = None


class FormerRun(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A synergy ran so, from ``since`` on to the day before ``until``: it stopped, or another
    quantity was agreed. ``potential``, ``eur``, ``tco2e``, ``months``: its life's, until then."""

    since: date
    until: date
    agreed: Quantity | None = None
    potential: Quantity | None = None
    eur: Amount | None = None
    tco2e: Amount | None = None
    months: tuple[int, ...] = ()


class Life(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What parties and animator did with a synergy, whole, with its own ``entity_version``.

    Types (each carries this struct; the type names the step): ``life.opened.v1`` (a synergy found
    by people), ``life.qualified.v1``, ``life.introduced.v1``, ``life.answered.v1``,
    ``life.studying.v1``, ``life.running.v1``, ``life.stopped.v1``, ``life.reopened.v1``,
    ``life.reported.v1`` (results), ``life.planned.v1`` (next action), ``life.at_risk.v1``; of a
    group also ``life.weighed.v1``, ``life.left.v1``, ``life.lost.v1``, ``life.carrier_named.v1``.
    ``disclosed`` is true once every party consented: identities may be told to the parties. Of a
    group, every party that has not left it (``common.members``), to each other.
    ``potential``, ``tco2e`` and ``eur`` are what was computed when the step was taken;
    ``potential`` of a group, which has none before: what its members declared as it began to run.
    ``agreed`` is the running quantity, deducted from offer and need for all other pairs.
    ``lost_on``: a group that runs is lost since then, though nobody ended it. ``at_risk_since``:
    since when it is at risk; None in lives of before.
    ``qualified_at`` and ``introduced_at`` tell how far it came whatever the parties answered since;
    an introduction or an answer from before ``reopened_at`` counts no more. ``introduced_at`` is
    the first party's.
    ``previews``: of each party, once qualified. ``asked_first``: the organisation that is written
    to alone, and the others once it agrees; None: all at once. ``coarse_score``: by copies of both
    sides, of a pair of flows; companies are written to in its order.
    ``seen_together``, ``shown_together``: as a party's, of the steps that change what one sees who
    acts for all parties, and what none of them sees alone.
    ``group``: of a group that the engine found, as it was qualified; ``group_now``: as the engine
    weighed it last, without those who left. ``risks``: why it is at risk, or was lost. ``carrier``:
    the side of the declared offer that the animator named as carrier or host; it is no party.
    ``grown_into``: the group that took the place of one that ran. ``former_runs``: how it ran
    before ``running_since``, in order; lives of before have none. ``corrected_from``: since when it
    was said to run until a later day replaced that. ``months``, 1 to 12: of a pair by network,
    those of both flows, in which alone it moves; none: all of the year.
    """

    synergy_id: UUID
    kind: SynergyKind
    state: State
    found_by: FoundBy
    parties: tuple[Party, ...]
    state_since: datetime
    opened_at: datetime
    qualified_at: datetime | None = None
    introduced_at: datetime | None = None
    reopened_at: datetime | None = None
    nature: Nature | None = None
    route: str | None = None
    title: str | None = None
    pre_existing: bool = False
    automatic: bool = False
    disclosed: bool = False
    at_risk: bool = False
    at_risk_since: date | None = None
    agreed: Quantity | None = None
    running_since: date | None = None
    stopped_on: date | None = None
    lost_on: date | None = None
    contract_until: date | None = None
    next_action: NextAction | None = None
    results: tuple[Result, ...] = ()
    potential: Quantity | None = None
    tco2e: Amount | None = None
    eur: Amount | None = None
    score: int | None = None
    distance_km: str | None = None
    criteria: tuple[Criterion, ...] = ()
    previews: tuple[Preview, ...] = ()
    asked_first: UUID | None = None
    coarse_score: int | None = None
    seen_together: int = 0
    shown_together: int = 0
    group: Group | None = None
    group_now: Group | None = None
    risks: tuple[RiskReason, ...] = ()
    carrier: Side | None = None
    grown_into: UUID | None = None
    former_runs: tuple[FormerRun, ...] = ()
    corrected_from: date | None = None
    months: tuple[int, ...] = ()
