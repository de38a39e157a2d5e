"""Whom an organiser invites of a synergy, and in whose name."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import Life
from boucle.notifications.meetings.decisions import Invitee, MeetingRecord
from boucle.notifications.meetings.inviting import invitees, inviting_territory
from boucle.platform.identity.principal import Principal
from tests.kit.of_groups.made_groups import a_group, all_say

HERE, THERE, BEYOND = "200010700", "200084952", "241400514"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OPERATOR = Principal("o", "operator", "o")


def animator(*territories: str) -> Principal:
    return Principal("a", "animator", "a", territories=frozenset(territories))


def companies(life: Life) -> list[UUID]:
    return [party.side.organisation_id for party in life.parties]


def invited(principal: Principal, life: Life) -> list[int]:
    ranks = {one: rank for rank, one in enumerate(companies(life))}
    return [ranks[one.organisation_id] for one in invitees(principal, [life], {})]


PLACES = (HERE, BEYOND, THERE, THERE)
GROUP = a_group("waste", [UUID(int=n) for n in range(4)], territories=PLACES).life
CONSENTED = all_say(GROUP, "consented")
ALL = [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("principal", "before", "after"),
    [
        (OPERATOR, ALL, ALL),
        (animator(HERE, THERE, BEYOND), ALL, ALL),
        (animator(HERE), [0], ALL),
        (animator(BEYOND), [1], ALL),
        (animator(THERE), ALL[2:], ALL),
        (animator(HERE, THERE), [0, *ALL[2:]], ALL),
    ],
)
def test_those_elsewhere_are_invited_once_names_are_known(
    principal: Principal, before: list[int], after: list[int]
) -> None:
    assert invited(principal, GROUP) == before
    assert invited(principal, replace(CONSENTED, disclosed=False)) == before
    assert invited(principal, CONSENTED) == after
    assert CONSENTED.disclosed


def test_who_left_gives_no_right_to_invite_the_others() -> None:
    left = all_say(GROUP, "refused", "consented")

    assert left.disclosed
    assert invited(animator(HERE), left) == []
    assert invited(animator(THERE), left) == ALL[1:]


def test_who_is_kept_apart_from_all_here_is_not_invited() -> None:
    parties = list(CONSENTED.parties)
    parties[2] = replace(parties[2], apart_from=(companies(GROUP)[0],))

    apart = replace(CONSENTED, parties=tuple(parties))

    assert invited(animator(HERE), apart) == [one for one in ALL if one != 2]


def the_meeting(life: Life, named: UUID | None = None) -> MeetingRecord:
    lines = [Invitee(p.side.organisation_id, p.side.territory) for p in life.parties]
    return MeetingRecord(
        meeting_id=UUID(int=1),
        version=1,
        territory=HERE,
        kind="workshop",
        title="Atelier",
        place="Mairie",
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
        synergy_ids=(life.synergy_id,),
        invitees=(*lines, *([Invitee(named, THERE)] if named else ())),
    )


def test_a_company_is_invited_by_its_own_side_until_it_knows_the_other() -> None:
    def names(life: Life) -> list[str]:
        meeting = the_meeting(life)
        return [inviting_territory(meeting, one, [life]) for one in companies(life)]

    assert names(GROUP) == list(PLACES)
    assert names(CONSENTED) == [HERE] * len(PLACES)


def test_who_is_invited_by_name_alone_reads_who_invites() -> None:
    guest = UUID(int=99)

    assert inviting_territory(the_meeting(GROUP, guest), guest, [GROUP]) == HERE
