"""Groups of several companies, made up: what their lives begin with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from boucle.contract.events.groups import Group, GroupMember, GroupState
from boucle.contract.events.matching import Life
from boucle.contract.events.reasons import Amount
from boucle.matching.kinds.ids import group_id
from boucle.matching.lives.commands import Answer, AnswerGiven, Command, Introduce, Qualify
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.groups import life_of_group
from boucle.matching.lives.transitions import Who

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HERE, THERE = "200000172", "247600786"


def company(number: int) -> UUID:
    return UUID(int=0xA0 + number)


def sharing(number: int) -> UUID:
    return UUID(int=0xB0 + number)


def member(number: int, territory: str = HERE) -> GroupMember:
    return GroupMember(
        sharing_id=sharing(number),
        organisation_id=company(number),
        site_id=UUID(int=0xC0 + number),
        territory=territory,
        division="25",
        amount=f"{1000 + number}.5",
        alone=f"{20000 + number}.5",
        saving=f"{3000 + number}.5",
    )


def group(count: int = 5, state: GroupState = "viable", *, carrier: bool = False) -> Group:
    """Of so many companies; the last one's territory is another."""
    members = [member(one) for one in range(count - 1)] + [member(count - 1, THERE)]
    ids = [one.sharing_id for one in members]
    if carrier:
        depot = GroupMember(
            sharing_id=UUID(int=0xD0),
            organisation_id=UUID(int=0xD1),
            site_id=UUID(int=0xD2),
            territory=HERE,
            role="carrier",
        )
        members.append(depot)
    return Group(
        synergy_id=group_id("pooling", f"zone:{HERE}/ZA1", ids),
        kind="pooling",
        subject="waste_collection",
        anchor=f"zone:{HERE}/ZA1",
        stream="skip",
        state=state,
        territory=HERE,
        members=tuple(members),
        measure="saving_share",
        value="0.1234",
        threshold="0.1",
        unit="1",
        amount="5017.5",
        figures={"eur": Amount("EUR", "15017.5", "15017.5"), "tonnes": Amount("t/a", "5017.5")},
    )


def detected(count: int = 5) -> Life:
    return life_of_group(group(count), NOW)


def qualified(count: int = 5) -> Life:
    return decide(detected(count), Qualify(), who="animator", now=NOW).life


def lived(life: Life, *commands: Command, who: Who = "introduction") -> Life:
    for command in commands:
        life = decide(life, command, who=who, now=datetime(2030, 1, 1, tzinfo=UTC)).life
    return life


def introduced(count: int = 5) -> Life:
    written_to = {company(one): NOW for one in range(count)}
    return lived(qualified(count), Introduce(NOW, written_to))


def said(number: int, given: AnswerGiven, minutes: int = 1) -> Answer:
    at = NOW + timedelta(minutes=minutes)
    return Answer(company(number), given, at, "price" if given == "refused" else None)


moments = st.integers(0, 20).map(lambda minutes: NOW + timedelta(minutes=minutes))
givens: st.SearchStrategy[AnswerGiven] = st.sampled_from(
    ["interested", "consented", "consented", "refused", "already_done", "contract_until"]
)


@st.composite
def answers(draw: st.DrawFn, count: int = 5) -> Answer:
    given = draw(givens)
    return Answer(
        organisation_id=company(draw(st.integers(0, count - 1))),
        given=given,
        at=draw(moments),
        reason=draw(st.sampled_from(["price", "other"])) if given == "refused" else None,
        contract_until=NOW.date() if given == "contract_until" else None,
    )


def steps(count: int = 5) -> st.SearchStrategy[list[Command]]:
    introductions = st.dictionaries(
        st.integers(0, count - 1).map(company), moments, min_size=1
    ).map(lambda each: Introduce(min(each.values()), each))
    return st.lists(st.one_of(introductions, answers(count)), min_size=1, max_size=12)
