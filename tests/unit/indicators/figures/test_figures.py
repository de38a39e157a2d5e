"""Figures are pure functions of facts: what they count, where, and what they never add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.changed_lists import substitution_id
from boucle.contract.events.matching import Life, Party, Result, Side
from boucle.contract.events.notifications import Attendee, Introduction, IntroductionParty, Meeting
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Flow, Quantity, Site, SiteFacts, Territory
from boucle.indicators.facts.bodies import Fact, FlowBody
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.facts.projections import fact_of
from boucle.indicators.figures.candidates import Candidates, shared_out
from boucle.indicators.figures.definitions import DEFINITIONS
from boucle.indicators.figures.facts_in_force import FactsInForce
from boucle.indicators.figures.figure import Figure, Month, Scope, members
from boucle.indicators.figures.flows import Flows
from boucle.indicators.figures.formulas import figures
from boucle.platform.events import Event, event_id

NAMESPACE = UUID(int=7)
HAVRE, CAUX, REGION = "200084952", "200010700", "200053403"
NOVEMBER = Month.of(2026, 11, date(2026, 11, 24))


def ident(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


def tonnes(quantity: Quantity, _nature: str, _family: str | None) -> Decimal:
    if quantity.unit not in {"t", "m3", "MWh"}:
        raise ValueError(f"unit {quantity.unit!r} cannot be reported")
    return Decimal(quantity.value)


def event(type_: str, subject: object, data: Any, version: int = 1, day: int = 1) -> Event[Any]:
    return Event(
        id=event_id("test", type_, str(subject), version),
        type=type_,
        source="test",
        subject=str(subject),
        entity_version=version,
        time=datetime(2026, 11, day, 12, tzinfo=UTC),
        correlation_id=UUID(int=1),
        causation_id=None,
        data=data,
    )


def facts(*events: Event[Any]) -> list[Fact]:
    return [fact for e in events if (fact := fact_of(e, tonnes)) is not None]


def flow(name: str, quantity: str = "100", **changes: Any) -> Flow:
    values: dict[str, Any] = {
        "flow_id": ident(name),
        "organisation_id": ident(f"{name} company"),
        "site_id": ident(f"{name} site"),
        "territory": HAVRE,
        "direction": "output",
        "nature": "material",
        "family": "wood",
        "catalogue_version": "1",
        "quantity": Quantity(quantity, "t"),
        "site": SiteFacts(49.5, 0.1, "commune"),
        "certainty": "estimated",
        "valid_from": date(2026, 1, 1),
    }
    return Flow(**(values | changes))


def declared(name: str, quantity: str = "100", **changes: Any) -> Event[Any]:
    return event("flow.declared.v1", ident(name), flow(name, quantity, **changes))


def side(role: Any, name: str, territory: str = HAVRE, quantity: str = "100") -> Side:
    return Side(
        role=role,
        organisation_id=ident(f"{name} company"),
        territory=territory,
        flow_id=ident(name),
        family="wood",
        quantity=Quantity(quantity, "t"),
    )


def listed(
    flow: str, *partners: tuple[str, int, int], declared: bool = True, offers: bool = True
) -> FlowList:
    """The list of a flow, of November: its partners with score and t a year."""
    flows = [ident(name) for name, _, _ in partners]
    pairs = [(ident(flow), one) if offers else (one, ident(flow)) for one in flows]
    return FlowList(
        flow=ident(flow),
        month=date(2026, 11, 1),
        version=1,
        offers=offers,
        partners=tuple(flows),
        synergies=b"".join(substitution_id(*pair).bytes for pair in pairs),
        ranks=tuple(score + (10_001 if declared else 0) for _, score, _ in partners),
        quantities=tuple(quantity * 10**6 for _, _, quantity in partners),
    )


def life(name: str, state: Any, parties: Iterable[Side], **changes: Any) -> Life:
    values: dict[str, Any] = {
        "synergy_id": ident(name),
        "kind": "substitution",
        "state": state,
        "found_by": "engine",
        "parties": tuple(Party(side=s) for s in parties),
        "state_since": datetime(2026, 11, 2, tzinfo=UTC),
        "opened_at": datetime(2026, 11, 1, tzinfo=UTC),
        "nature": "material",
    }
    return Life(**(values | changes))


def lived(name: str, state: Any, *parties: Side, **changes: Any) -> Event[Any]:
    return event(f"life.{state}.v1", ident(name), life(name, state, parties, **changes))


def by_key(found: Iterable[Figure]) -> dict[tuple[str, str], Figure]:
    return {(figure.key, figure.grade): figure for figure in found}


def figures_of(
    known: list[Fact], *territories: str, lists: Sequence[FlowList] = ()
) -> dict[tuple[str, str], Figure]:
    scope = Scope(territories=frozenset(territories or (HAVRE,)))
    return by_key(figures(known, scope, NOVEMBER, lists))


def test_a_territory_counts_its_own_companies_and_none_that_refused() -> None:
    """Between two territories: one company here, one there, two in their federation."""
    across = lived("one", "introduced", side("offer", "a"), side("need", "b", CAUX))
    refused = lived("two", "refused", side("offer", "c"), side("need", "d"))
    known = facts(across, refused)
    for places, count in (((HAVRE,), 1), ((CAUX,), 1), ((HAVRE, CAUX), 2)):
        assert figures_of(known, *places)["companies_involved", "counted"].value == count
    own = figures(known, Scope(organisation=ident("c company")), NOVEMBER)
    assert by_key(own)["companies_involved", "counted"].value == 0


def test_amounts_of_two_grades_are_never_added() -> None:
    found = figures_of(
        facts(
            declared("a", "100"),
            declared("b", "50", certainty="measured"),
            declared("c", "999", certainty="typical"),
        )
    )
    assert found["material_offered", "estimated"].value == 100
    assert found["material_offered", "declared"].value == 50
    assert found["flows_typical", "counted"].value == 1
    assert found["flows_offered", "counted"].value == 2


def test_a_likely_duplicate_counts_once() -> None:
    found = figures_of(facts(declared("a"), declared("b", duplicate_of=ident("a"))))
    assert found["flows_offered", "counted"].value == 1
    assert found["material_offered", "estimated"].value == 100


def a_site(type_: str = "site.declared.v1", version: int = 1, **changes: Any) -> Event[Any]:
    site = Site(
        site_id=ident("s"),
        organisation_id=ident("o"),
        territory=HAVRE,
        facts=SiteFacts(49.5, 0.1, "commune"),
        valid_from=date(2026, 1, 1),
    )
    return event(type_, ident("s"), msgspec.structs.replace(site, **changes), version=version)


def test_what_is_on_trial_counts_nowhere() -> None:
    found = figures_of(facts(declared("a"), declared("b", on_trial=True), a_site(on_trial=True)))
    assert found["flows_offered", "counted"].value == 1
    assert found["material_offered", "estimated"].value == 100
    assert found["sites", "counted"].value == 0


def test_a_quantity_that_cannot_be_converted_is_missing_with_its_reason() -> None:
    barrels = msgspec.structs.replace(
        flow("a", direction="input"), quantity=Quantity("1", "barrel")
    )
    found = figures_of(facts(event("flow.declared.v1", ident("a"), barrels)))
    assert found["material_needed", "estimated"].value is None
    assert found["material_needed", "estimated"].missing == ("unit 'barrel' cannot be reported",)


def test_a_withdrawn_flow_still_counts_in_the_months_before() -> None:
    known = facts(
        declared("a"), event("flow.withdrawn.v1", ident("a"), flow("a"), version=2, day=10)
    )
    october = Month.of(2026, 10, date(2026, 11, 24))
    scope = Scope(territories=frozenset({HAVRE}))
    assert by_key(figures(known, scope, october))["flows_offered", "counted"].value == 1
    assert by_key(figures(known, scope, NOVEMBER))["flows_offered", "counted"].value == 0


def test_a_site_that_moved_away_is_no_longer_counted_where_it_was() -> None:
    moved = {"territory": CAUX, "valid_from": date(2026, 11, 5)}
    known = facts(a_site(), a_site("site.revised.v1", version=2, **moved))
    assert figures_of(known, HAVRE)["sites", "counted"].value == 0
    assert figures_of(known, CAUX)["sites", "counted"].value == 1


def test_a_candidacy_across_two_territories_counts_in_their_federation_alone() -> None:
    """Whether lists hold it, and how much could move, follows exact values of both sides: whatever
    the other side declares, a territory's figures stay as they are. Once somebody acts on it, it
    counts in both."""
    region = (
        event("territory.declared.v1", REGION, Territory(siren=REGION, kind="federation")),
        event("territory.declared.v1", HAVRE, Territory(siren=HAVRE, kind="epci", parent=REGION)),
        event("territory.declared.v1", CAUX, Territory(siren=CAUX, kind="epci", parent=REGION)),
    )
    alone = facts(*region, declared("o", "100"))
    federation = members(alone, REGION)
    assert federation == {REGION, HAVRE, CAUX}
    for needed in ("64", "38"):
        need = declared("n", needed, direction="input", territory=CAUX)
        known = facts(*region, declared("o", "100"), need)
        lists = [listed("o", ("n", 5000, int(needed)))]
        assert figures_of(known, HAVRE, lists=lists) == figures_of(alone, HAVRE)
        both = figures_of(known, *federation, lists=lists)
        assert both["synergies", "counted"].value == 1
        assert both["potential_material", "computed"].value == int(needed)


def test_potential_counts_no_tonne_twice() -> None:
    needs = [declared(name, "80", direction="input") for name in ("n1", "n2")]
    known = facts(declared("o", "100"), *needs)
    lists = [
        listed("o", ("n1", 9000, 80), ("n2", 8000, 80)),
        listed("n1", ("o", 9000, 80), offers=False),
    ]
    found = figures_of(known, lists=lists)["potential_material", "computed"]
    assert found.value == 100
    assert found.counted == 2


def test_what_runs_takes_its_part_before_what_could_move() -> None:
    """Of 510 t offered, 5.1 run to a third company: 504.9 are left for both others."""
    needs = [declared(name, "600", direction="input") for name in ("n1", "n2", "n3")]
    both = side("offer", "o", quantity="510"), side("need", "n3", quantity="600")
    sides = [msgspec.structs.replace(one, family="aggregate") for one in both]
    synergy = substitution_id(ident("o"), ident("n3"))
    its = {"agreed": Quantity("5.1", "t"), "running_since": date(2026, 11, 1)}
    runs = event("life.running.v1", synergy, life("pair", "running", sides, **its))
    known = [declared("o", "510"), *needs]
    lists = [listed("o", ("n1", 9000, 504), ("n2", 8000, 504))]
    found = figures_of(facts(*known, runs), lists=lists)["potential_material", "computed"]
    assert found.value == Decimal("504.9")
    stopped = life("pair", "stopped", sides, **its, stopped_on=date(2026, 11, 2))
    ended = event("life.stopped.v1", synergy, stopped, version=2)
    found = figures_of(facts(*known, runs, ended), lists=lists)["potential_material", "computed"]
    assert found.value == 510


def test_a_need_takes_as_much_as_the_routes_yield_asks() -> None:
    """97 % of steam's heat serves: a need of 6,700 MWh takes 6,700 / 0.97 = 6,907.216494... MWh."""
    need = {"direction": "input", "nature": "energy", "family": "heat_hot_water"}
    known = facts(
        declared("o", "20000", nature="energy", family="heat_steam"), declared("n", "6700", **need)
    )
    found = figures_of(known, lists=[listed("o", ("n", 9000, 6908))])[
        "potential_energy", "computed"
    ]
    assert found.value == Decimal("6907.216494")


def test_what_the_offers_list_says_of_a_pair_goes_first() -> None:
    known = facts(declared("o", "100"), declared("n", "80", direction="input"))
    lists = [listed("o", ("n", 9000, 50)), listed("n", ("o", 8000, 40), offers=False)]
    for order in (lists, lists[::-1]):
        found = figures_of(known, lists=order)
        assert found["potential_material", "computed"].value == 50
        assert found["synergies", "counted"].value == 1


def test_a_pair_counts_once_both_its_flows_are_known_and_while_they_are_there() -> None:
    offer, need = declared("o"), declared("n", direction="input")
    lists = [listed("o", ("n", 5000, 80))]
    assert figures_of(facts(offer), lists=lists)["synergies", "counted"].value == 0
    assert figures_of(facts(offer, need), lists=lists)["synergies", "counted"].value == 1
    withdrawn = event("flow.withdrawn.v1", ident("n"), need.data, version=2, day=9)
    found = figures_of(facts(offer, need, withdrawn), lists=lists)
    assert found["synergies", "counted"].value == 0


def test_what_could_move_is_reported_in_the_unit_of_its_nature() -> None:
    known = facts(
        declared("o", "9", nature="water"),
        declared("n", "9", nature="water", direction="input"),
    )
    found = figures_of(known, lists=[listed("o", ("n", 5000, 1))])
    assert found["potential_water", "computed"].value == 9
    lists = [listed("o", ("n", 5000, 1))._replace(quantities=(2500,))]
    assert figures_of(known, lists=lists)["potential_water", "computed"].value == Decimal("2.5")


def grams(amount: int | None) -> FlowBody:
    return FlowBody(
        territories=(HAVRE,),
        direction="output",
        nature="material",
        certainty="measured",
        amount=None if amount is None else Decimal(amount).scaleb(-6),
    )


@given(
    st.lists(st.none() | st.integers(0, 5), min_size=4, max_size=4),
    st.lists(st.tuples(st.integers(0, 1), st.integers(2, 3), st.integers(0, 5))),
)
def test_pairs_take_what_is_left_in_their_order(
    amounts: list[int | None], pairs: list[tuple[int, int, int]]
) -> None:
    left: dict[int, int] = {flow: amount for flow, amount in enumerate(amounts) if amount}
    moved = 0
    for offer, need, quantity in pairs:
        if left.get(offer) == 0:
            continue
        taken = min(quantity, left.get(offer, quantity), left.get(need, quantity))
        left[offer] = left.get(offer, quantity) - taken
        left[need] = left.get(need, quantity) - taken
        moved += taken
    offers, needs, quantities = np.array(pairs, np.int64).reshape(-1, 3).T
    flows = Flows()
    for number, amount in enumerate(amounts):
        flows.put(UUID(int=number), grams(amount))
    typical = np.zeros(len(pairs), bool)
    candidates = Candidates(flows, offers, needs, quantities, typical)
    expected = {"material": (Decimal(moved).scaleb(-6), len(pairs))} if pairs else {}
    for block in (1, 2, 100):
        assert shared_out(candidates, np.arange(len(pairs)), block) == expected


def test_the_best_take_first_then_by_the_synergys_id() -> None:
    needs = [declared(name, "80", direction="input") for name in ("n1", "n2", "n3")]
    lists = [listed("o", ("n1", 8000, 1), ("n2", 9000, 2), ("n3", 8000, 3))]
    found = FactsInForce.of(facts(declared("o", "100"), *needs), lists, NOVEMBER.last).candidates
    tied = sorted((1, 3), key=lambda one: substitution_id(ident("o"), ident(f"n{one}")))
    assert [tonnes // 10**6 for tonnes in found.quantities] == [2, *tied]


def test_what_rests_on_a_typical_flow_counts_once_somebody_acted_on_it() -> None:
    known = [
        declared("o", "100", certainty="typical"),
        declared("n", "80", direction="input"),
    ]
    lists = [listed("o", ("n", 5000, 80), declared=False)]
    found = figures_of(facts(*known), lists=lists)
    assert found["synergies", "counted"].value == 0
    assert ("potential_material", "computed") not in found
    synergy = substitution_id(ident("o"), ident("n"))
    sides = side("offer", "o", quantity="100"), side("need", "n", quantity="80")
    opened = event("life.qualified.v1", synergy, life("pair", "qualified", sides))
    found = figures_of(facts(*known, opened), lists=lists)
    assert found["synergies", "counted"].value == 1
    assert found["potential_material", "computed"].value == 80
    settled = event("life.running.v1", synergy, life("pair", "running", sides), version=2)
    found = figures_of(facts(*known, opened, settled), lists=lists)
    assert found["synergies", "counted"].value == 1
    assert ("potential_material", "computed") not in found


def test_running_counts_agreed_quantities_and_leaves_pre_existing_ones_out() -> None:
    parties = (side("offer", "o"), side("need", "n"))
    ours: dict[str, Any] = {
        "agreed": Quantity("40", "t"),
        "potential": Quantity("40", "t"),
        "running_since": date(2026, 11, 3),
        "tco2e": Amount(unit="tCO2e/yr", low="-3", high="5", factor="wood@23.6"),
    }
    known = facts(
        lived("one", "running", *parties, **ours),
        lived("two", "running", *parties, **ours, pre_existing=True),
    )
    found = figures_of(known)
    assert found["running_material", "declared"].value == 40
    avoided = found["running_tco2e", "estimated"]
    assert (avoided.low, avoided.high) == (Decimal(-3), Decimal(5))
    assert avoided.factors == ("wood@23.6",)
    assert found["running_eur", "estimated"].missing == ("not computed",)
    assert found["synergies", "counted"].value == 1
    assert found["synergies_substitution_pre_existing", "counted"].value == 1
    assert found["companies_involved", "counted"].value == 2


def test_nothing_running_is_null_with_its_reason_not_zero() -> None:
    found = figures_of([])
    assert found["running_tco2e", "estimated"].low is None
    assert found["running_tco2e", "estimated"].missing == ("no synergy runs",)


def test_reported_results_stand_by_grade_and_only_for_the_last_twelve_months() -> None:
    def result(name: str, grade: Any, end: date, eur: str) -> Result:
        return Result(
            result_id=ident(name),
            period_start=date(end.year, 1, 1),
            period_end=end,
            grade=grade,
            eur=eur,
            document="facture 12",
        )

    results = (
        result("r1", "declared", date(2026, 6, 30), "1000"),
        result("r2", "verified", date(2026, 9, 30), "700"),
        result("r3", "verified", date(2024, 9, 30), "50000"),
    )
    found = figures_of(facts(lived("one", "running", side("offer", "o"), results=results)))
    assert found["reported_eur", "declared"].value == 1000
    assert found["reported_eur", "verified"].value == 700


def test_an_introduction_answered_by_both_counts_once_in_the_month_of_the_first_answer() -> None:
    def party(organisation: str, territory: str, day: datetime) -> IntroductionParty:
        return IntroductionParty(
            organisation_id=ident(organisation), territory=territory, sent_at=day, answered_at=day
        )

    november = datetime(2026, 11, 20, tzinfo=UTC)
    december = datetime(2026, 12, 3, tzinfo=UTC)
    introduction = Introduction(
        introduction_id=ident("i"),
        synergy_id=ident("s"),
        parties=(party("a", HAVRE, december), party("b", CAUX, november)),
    )
    known = facts(event("introduction.answered.v1", ident("i"), introduction, version=3))

    def answered(*territories: str) -> list[int | None]:
        scope = Scope(territories=frozenset(territories))
        months = (Month.of(2026, month, date(2026, 12, 24)) for month in (11, 12))
        return [
            by_key(figures(known, scope, month))["introductions_answered", "counted"].counted
            for month in months
        ]

    assert answered(HAVRE, CAUX) == [1, 0]
    assert answered(HAVRE) == [0, 1]
    assert answered(CAUX) == [1, 0]


def test_introductions_and_meetings_count_in_the_month_they_happen() -> None:
    sent = datetime(2026, 11, 3, tzinfo=UTC)
    introduction = Introduction(
        introduction_id=ident("i"),
        synergy_id=ident("s"),
        parties=(
            IntroductionParty(
                organisation_id=ident("a"), territory=HAVRE, sent_at=sent, answered_at=sent
            ),
            IntroductionParty(organisation_id=ident("b"), territory=CAUX, sent_at=sent),
        ),
    )
    meeting = Meeting(
        meeting_id=ident("m"),
        territory=HAVRE,
        kind="workshop",
        starts_at=sent,
        ends_at=sent,
        synergy_ids=(),
        attendees=(
            Attendee(organisation_id=ident("a"), territory=HAVRE, invited_at=sent, attended=True),
            Attendee(organisation_id=ident("b"), territory=CAUX, invited_at=sent, attended=False),
        ),
    )
    known = facts(
        event("introduction.answered.v1", ident("i"), introduction, version=2),
        event("meeting.attended.v1", ident("m"), meeting, version=3),
    )
    here, there = figures_of(known, HAVRE), figures_of(known, CAUX)
    assert here["introductions_sent", "counted"].value == 1
    assert here["introductions_answered", "counted"].value == 1
    assert there["introductions_answered", "counted"].value == 0
    assert here["meetings", "counted"].value == 1
    assert here["meeting_invitations", "counted"].value == 2
    assert here["meeting_attendance", "counted"].value == 1
    assert there["meetings", "counted"].value == 0
    scope = Scope(territories=frozenset({HAVRE}))
    october = by_key(figures(known, scope, Month.of(2026, 10, date(2026, 11, 24))))
    assert october["introductions_sent", "counted"].value == 0
    off = msgspec.structs.replace(meeting, cancelled=True)
    called_off = facts(event("meeting.cancelled.v1", ident("m"), off, version=4))
    assert figures_of(called_off, HAVRE)["meetings", "counted"].value == 0


def test_every_figure_names_its_formula() -> None:
    known = facts(declared("a"), lived("one", "running", side("offer", "o")))
    for figure in figures(known, Scope(territories=frozenset({HAVRE})), NOVEMBER):
        assert figure.formula == DEFINITIONS[figure.key].formula
        assert figure.unit


EVENTS = (
    declared("a"),
    event("flow.revised.v1", ident("a"), flow("a", "70", valid_from=date(2026, 11, 3)), version=2),
    event("flow.withdrawn.v1", ident("a"), flow("a"), version=3, day=9),
    declared("b", "30", certainty="measured"),
    event("flow.declared.v1", ident("n"), flow("n", direction="input")),
    lived("one", "running", side("offer", "o"), side("need", "p"), agreed=Quantity("5", "t")),
    lived("two", "qualified", side("offer", "o"), side("need", "q")),
)


@given(st.lists(st.sampled_from(EVENTS), min_size=0, max_size=30), st.randoms())
def test_any_order_and_any_repetition_give_the_same_figures(extra: list[Any], random: Any) -> None:
    shuffled, lists = [*EVENTS, *extra], [listed("b", ("n", 7000, 5)), listed("a", ("n", 7000, 5))]
    random.shuffle(shuffled)
    random.shuffle(lists)
    expected = figures_of(facts(*EVENTS), lists=lists[::-1])
    assert figures_of(facts(*shuffled), lists=lists) == expected
