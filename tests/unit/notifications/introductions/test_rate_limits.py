"""Which introductions leave: caps of companies, rests of pairs, the best first."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.notifications.introductions.rate_limits import (
    DIGEST,
    PAIR_REST,
    WEEKLY_CAP,
    Candidate,
    Limited,
    MailHistory,
    Pair,
    admit,
    gather,
)
from boucle.notifications.preferences.days import midnight, morning, next_morning

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
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
    mail_history: MailHistory
    now: datetime = NOW
    in_digests: bool = False

    def admission(self) -> Limited:
        return (gather if self.in_digests else admit)(self.candidates, self.mail_history, self.now)


@st.composite
def asked(draw: st.DrawFn, *, in_digests: bool | None = None) -> Asked:
    told = draw(
        st.lists(
            st.tuples(companies, synergies, st.integers(0, 9), st.booleans(), st.booleans()),
            max_size=20,
            unique_by=lambda one: one[1],
        )
    )
    candidates = [
        Candidate(
            UUID(int=1000 + rank),
            synergy,
            organisations,
            organisations if together else organisations[:1],
            score,
            automatic,
        )
        for rank, (organisations, synergy, score, automatic, together) in enumerate(told)
    ]
    some = st.frozensets(st.sampled_from(COMPANIES), max_size=2)
    mail_history = MailHistory(
        mails=draw(st.dictionaries(st.sampled_from(COMPANIES), st.integers(0, 4))),
        introduced=draw(before),
        had_today=draw(some),
        closed=draw(some),
        gathered=draw(st.dictionaries(st.sampled_from(COMPANIES), st.integers(0, 6))),
    )
    if in_digests is None:
        in_digests = draw(st.booleans())
    return Asked(candidates, mail_history, draw(st.sampled_from([NOW, NIGHT])), in_digests)


def _met(one: Candidate, pair: Pair, asked: Asked) -> bool:
    """For another synergy, within the rest."""
    last = asked.mail_history.introduced.get(pair, {})
    return any(
        at + PAIR_REST > asked.now for synergy, at in last.items() if synergy != one.synergy_id
    )


@given(asked())
def test_every_introduction_leaves_or_waits_whatever_the_order(one: Asked) -> None:
    found = one.admission()
    leaving = {each.introduction_id for each in found.leaving}
    assert leaving | found.held.keys() == {each.introduction_id for each in one.candidates}
    assert leaving.isdisjoint(found.held)
    assert replace(one, candidates=one.candidates[::-1]).admission() == found


@given(asked())
def test_two_companies_are_introduced_once_in_their_rest(one: Asked) -> None:
    leaving = one.admission().leaving
    assert not any(_met(each, pair, one) for each in leaving for pair in each.pairs)
    met = [pair for each in leaving for pair in each.pairs]
    assert len(met) == len(set(met))


@given(asked())
def test_no_company_goes_over_its_cap_by_the_policy(one: Asked) -> None:
    """A digest is one mail, however many introductions are in it."""
    counts = dict(one.mail_history.mails)
    opened = set[UUID]()
    for each in one.admission().leaving:
        for company in each.written_to:
            if one.in_digests and company in opened:
                continue
            assert not each.automatic or counts.get(company, 0) < WEEKLY_CAP
            counts[company] = counts.get(company, 0) + 1
            opened.add(company)


@given(asked(in_digests=False))
def test_no_company_is_introduced_at_once_twice_a_day_whoever_asks(one: Asked) -> None:
    had = list(one.mail_history.had_today)
    for each in one.admission().leaving:
        had += each.written_to
    assert len(had) == len(set(had))


@given(asked(in_digests=True))
def test_a_digest_has_its_size_and_nothing_joins_one_that_is_closed(one: Asked) -> None:
    sizes = dict(one.mail_history.gathered)
    for each in one.admission().leaving:
        for company in each.written_to:
            sizes[company] = sizes.get(company, 0) + 1
            assert sizes[company] <= DIGEST
            assert company not in one.mail_history.closed


@given(asked())
def test_who_waits_has_a_reason(one: Asked) -> None:
    """Whoever waits for a morning, a better one took its place, or it was taken before."""
    found = one.admission()
    by_id = {each.introduction_id: each for each in one.candidates}
    met = {pair for each in found.leaving for pair in each.pairs}
    mails, sizes = dict(one.mail_history.mails), dict(one.mail_history.gathered)
    for each in found.leaving:
        for company in each.written_to:
            mails[company] = mails.get(company, 0) + 1
            sizes[company] = sizes.get(company, 0) + 1
    for id_, until in found.held.items():
        waiting = by_id[id_]
        to = set(waiting.written_to)
        better = {
            company
            for each in found.leaving
            if (not each.automatic, each.score) >= (not waiting.automatic, waiting.score)
            for company in each.written_to
        }
        if until is None:
            assert waiting.automatic
            assert any(mails.get(company, 0) >= WEEKLY_CAP for company in to)
        elif until != next_morning(one.now):
            assert one.now < until <= one.now + PAIR_REST
            assert any(pair in met or _met(waiting, pair, one) for pair in waiting.pairs)
        elif one.in_digests:
            full = {company for company in to if sizes.get(company, 0) >= DIGEST}
            assert full or to & one.mail_history.closed
        else:
            assert to & (better | one.mail_history.had_today)


def test_what_a_person_tries_in_a_sandbox_waits_for_no_morning() -> None:
    pair = (COMPANIES[0], COMPANIES[1])
    had = MailHistory(had_today=frozenset(pair), mails=dict.fromkeys(pair, WEEKLY_CAP))
    one = Candidate(UUID(int=1), UUID(int=2), pair, pair, 1, automatic=False, urgent=True)
    assert admit([one], had, NOW).leaving == [one]
    assert admit([replace(one, urgent=False)], had, NOW).leaving == []


def test_a_morning_is_at_seven_in_paris_whatever_the_clocks_do() -> None:
    for now, day in (
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), (29, 5)),  # 23:30, before a short day
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), (25, 6)),  # 23:30, before a long one
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), (3, 5)),  # 0:30 on the second of July
    ):
        found = morning(now, days=1).astimezone(UTC)
        assert (found.day, found.hour) == day
        assert midnight(now) <= now < found


def test_the_same_synergy_again_tells_nothing_new() -> None:
    """As after the end of a contract that kept it from running."""
    pair, synergy = (COMPANIES[0], COMPANIES[1]), UUID(int=100)
    again = Candidate(UUID(int=1000), synergy, pair, pair, 1)
    last = {frozenset(pair): {synergy: NOW - timedelta(days=1)}}
    assert admit([again], MailHistory(introduced=last), NOW).leaving == [again]


def test_six_decoys_of_one_company_cost_a_victim_no_introduction() -> None:
    """Better ones at that, that came first: the real one leaves the next morning."""
    victim, decoy, real = COMPANIES[:3]
    waiting = [
        Candidate(UUID(int=n), UUID(int=n), (victim, decoy), (victim, decoy), 9000)
        for n in range(6)
    ]
    first = admit(waiting, MailHistory(), NOW)
    assert len(first.leaving) == 1
    late = Candidate(UUID(int=9), UUID(int=9), (victim, real), (victim, real), 4000)
    met = {frozenset((victim, decoy)): {first.leaving[0].synergy_id: NOW}}
    mail_history = MailHistory({victim: 1, decoy: 1}, met, frozenset({victim, decoy}))
    later = NOW + timedelta(hours=1)
    held = admit([late], mail_history, later).held[late.introduction_id]
    assert held == morning(later, days=1)
    mail_history = replace(mail_history, had_today=frozenset())
    assert gather([*waiting[1:], late], mail_history, morning(later, days=1)).leaving == [late]
