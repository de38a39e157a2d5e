"""When a contact may be written to, as it chose."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from boucle.notifications.mails.plan import Step
from boucle.notifications.preferences.days import day_of, hour_of, midnight, morning
from boucle.notifications.preferences.decisions import (
    MAY_WAIT_FOR_DIGEST,
    MOST_QUIET,
    Kind,
    Later,
    Preference,
    QuietHours,
    Rhythm,
    put_off,
)

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # ten in Paris
WEDNESDAY = MONDAY + timedelta(days=2)
NIGHT = datetime(2026, 3, 4, 21, 0, tzinfo=UTC)

moments = st.integers(0, 24 * 300).map(lambda hours: MONDAY + timedelta(hours=hours, minutes=17))
hours = st.integers(0, 23)
quiet = st.tuples(hours, st.integers(1, MOST_QUIET)).map(
    lambda it: QuietHours(it[0], (it[0] + it[1]) % 24)
)
preferences = st.builds(
    Preference,
    rhythm=st.sampled_from(get_args(Rhythm)),
    off=st.frozensets(st.sampled_from(get_args(Kind))),
    quiet=st.none() | quiet,
    paused_until=st.none() | st.integers(-5, 300).map(lambda n: date(2026, 3, 2) + timedelta(n)),
)
steps = st.sampled_from(get_args(Step))


@given(preferences, steps, moments, st.booleans())
def test_what_is_put_off_leaves_in_the_end_never_in_quiet_hours_or_a_pause(
    chosen: Preference, step: Step, now: datetime, in_digest: bool
) -> None:
    at = now
    for _ in range(6):
        later = put_off(chosen, step, at, in_digest=in_digest)
        if later is None:
            break
        assert later.at > at, "later, not lost"
        assert later.at <= at + timedelta(days=366)
        at, in_digest = later.at, later.digest or (in_digest and day_of(later.at) == day_of(at))
    else:
        raise AssertionError("it never leaves")
    if step in ("disclosure", "handover"):
        assert at == now, "nothing holds these"
        return
    assert not chosen.paused(at)
    assert chosen.quiet is None or not chosen.quiet.hold(hour_of(at))
    if step in MAY_WAIT_FOR_DIGEST and chosen.rhythm != "at_once":
        assert in_digest
    if step in MAY_WAIT_FOR_DIGEST and chosen.rhythm == "weekly":
        assert day_of(at).weekday() == 0


@given(preferences, moments)
def test_a_digest_leaves_on_the_day_of_its_morning_or_waits_for_another(
    chosen: Preference, now: datetime
) -> None:
    at = morning(now)
    later = put_off(chosen, "introduction", at, in_digest=True)
    if later is not None and not later.digest:
        assert day_of(later.at) == day_of(at)


def test_a_rhythm_says_which_morning() -> None:
    weekly, daily = Preference(rhythm="weekly"), Preference(rhythm="daily")
    next_monday, tomorrow = morning(MONDAY, days=7), morning(WEDNESDAY, days=1)
    assert put_off(weekly, "introduction", WEDNESDAY, in_digest=False) == Later(
        next_monday, True, "weekly"
    )
    assert put_off(weekly, "reminder", morning(WEDNESDAY), in_digest=True) == Later(
        next_monday, True, "weekly"
    )
    assert put_off(weekly, "reminder", next_monday, in_digest=True) is None
    assert put_off(daily, "introduction", WEDNESDAY, in_digest=False) == Later(
        tomorrow, True, "each_morning"
    )
    early = midnight(WEDNESDAY) + timedelta(hours=1)
    assert put_off(daily, "introduction", early, in_digest=False) == Later(
        morning(WEDNESDAY), True, "each_morning"
    )
    assert put_off(daily, "meeting", WEDNESDAY, in_digest=False) is None


def test_quiet_hours_over_midnight() -> None:
    chosen = Preference(quiet=QuietHours(20, 8))
    meeting = put_off(chosen, "meeting", NIGHT, in_digest=False)
    assert meeting is not None
    assert (meeting.digest, hour_of(meeting.at), day_of(meeting.at)) == (False, 8, date(2026, 3, 5))
    introduction = put_off(chosen, "introduction", NIGHT, in_digest=False)
    assert introduction == Later(morning(NIGHT, days=1), True, "quiet_hours")
    held = put_off(chosen, "introduction", introduction.at, in_digest=True)
    assert held is not None
    assert (held.digest, hour_of(held.at)) == (False, 8)


def test_a_pause_ends_in_the_morning_of_its_day() -> None:
    chosen = Preference(paused_until=date(2026, 3, 10))
    until = morning(datetime(2026, 3, 10, 12, tzinfo=UTC))
    assert put_off(chosen, "introduction", MONDAY, in_digest=False) == Later(until, True, "paused")
    assert put_off(chosen, "meeting", MONDAY, in_digest=False) == Later(until, False, "paused")
    assert put_off(chosen, "disclosure", MONDAY, in_digest=False) is None
    assert put_off(chosen, "introduction", until, in_digest=True) is None
