"""Which introductions leave: caps of companies, rests of pairs, the best first."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.notifications.introductions.admission import (
    PAIR_REST,
    WEEKLY_CAP,
    Admission,
    Candidate,
    Introduced,
    Pair,
    admit,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COMPANIES = [UUID(int=one) for one in range(5)]

companies = st.lists(st.sampled_from(COMPANIES), min_size=2, max_size=3, unique=True).map(tuple)
synergies = st.integers(100, 108).map(lambda number: UUID(int=number))
pairs = st.sampled_from(
    [frozenset((one, two)) for one in COMPANIES for two in COMPANIES if one < two]
)
ago = st.integers(-100, -1).map(lambda days: NOW + timedelta(days=days))
before = st.dictionaries(pairs, st.dictionaries(synergies, ago, max_size=3), max_size=6)


@dataclass(frozen=True)
class Asked:
    candidates: list[Candidate]
    recent: dict[UUID, int]
    introduced: Introduced

    def admission(self) -> Admission:
        return admit(self.candidates, self.recent, self.introduced, NOW)


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    told = draw(
        st.lists(
            st.tuples(companies, synergies, st.integers(0, 9), st.booleans()),
            max_size=20,
            unique_by=lambda one: one[1],
        )
    )
    candidates = [
        Candidate(UUID(int=1000 + rank), synergy, organisations, score, automatic)
        for rank, (organisations, synergy, score, automatic) in enumerate(told)
    ]
    recent = draw(st.dictionaries(st.sampled_from(COMPANIES), st.integers(0, 4)))
    return Asked(candidates, recent, draw(before))


def _met(one: Candidate, pair: Pair, introduced: Introduced) -> bool:
    """For another synergy, within the rest."""
    last = introduced.get(pair, {})
    return any(at + PAIR_REST > NOW for synergy, at in last.items() if synergy != one.synergy_id)


@given(asked())
def test_every_introduction_leaves_or_waits_whatever_the_order(one: Asked) -> None:
    found = one.admission()
    leaving = {each.introduction_id for each in found.leaving}
    assert leaving | found.held.keys() == {each.introduction_id for each in one.candidates}
    assert leaving.isdisjoint(found.held)
    assert Asked(one.candidates[::-1], one.recent, one.introduced).admission() == found


@given(asked())
def test_two_companies_are_introduced_once_in_their_rest(one: Asked) -> None:
    leaving = one.admission().leaving
    assert not any(_met(each, pair, one.introduced) for each in leaving for pair in each.pairs)
    met = [pair for each in leaving for pair in each.pairs]
    assert len(met) == len(set(met))


@given(asked())
def test_no_company_goes_over_its_cap_by_the_policy(one: Asked) -> None:
    counts = dict(one.recent)
    for each in one.admission().leaving:
        for company in each.organisations:
            assert not each.automatic or counts.get(company, 0) < WEEKLY_CAP
            counts[company] = counts.get(company, 0) + 1


@given(asked())
def test_who_waits_has_a_reason(one: Asked) -> None:
    found = one.admission()
    by_id = {each.introduction_id: each for each in one.candidates}
    met = {pair for each in found.leaving for pair in each.pairs}
    mails = dict(one.recent)
    for each in found.leaving:
        for company in each.organisations:
            mails[company] = mails.get(company, 0) + 1
    for id_, until in found.held.items():
        waiting = by_id[id_]
        if until is None:
            assert any(mails.get(company, 0) >= WEEKLY_CAP for company in waiting.organisations)
        else:
            assert NOW < until <= NOW + PAIR_REST
            assert any(pair in met or _met(waiting, pair, one.introduced) for pair in waiting.pairs)


def test_the_same_synergy_again_tells_nothing_new() -> None:
    """As after the end of a contract that kept it from running."""
    pair, synergy = (COMPANIES[0], COMPANIES[1]), UUID(int=100)
    again = Candidate(UUID(int=1000), synergy, pair, 1)
    last = {frozenset(pair): {synergy: NOW - timedelta(days=1)}}
    assert admit([again], {}, last, NOW).leaving == [again]
