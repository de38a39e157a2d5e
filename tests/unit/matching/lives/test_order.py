"""Introductions and answers give the same life in any order, however often they come."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.matching import Life
from boucle.matching.lives.commands import Answer, AnswerGiven, Command, Introduce, Qualify
from boucle.matching.lives.decisions import decide
from tests.unit.matching.lives.test_transitions import NEED, NOW, OFFER, detected

moments = st.integers(0, 20).map(lambda minutes: NOW + timedelta(minutes=minutes))
givens: st.SearchStrategy[AnswerGiven] = st.sampled_from(
    ["interested", "consented", "refused", "already_done", "contract_until"]
)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    said = draw(givens)
    until = date(2027, 1, draw(st.integers(1, 28)))
    return Answer(
        organisation_id=draw(st.sampled_from([OFFER, NEED])),
        given=said,
        at=draw(moments),
        reason=draw(st.sampled_from(["price", "form", "other"])) if said == "refused" else None,
        contract_until=until if said == "contract_until" else None,
    )


steps = st.lists(
    st.one_of(
        st.dictionaries(st.sampled_from([OFFER, NEED]), moments, min_size=1).map(
            lambda each: Introduce(min(each.values()), each)
        ),
        answers(),
    ),
    min_size=1,
    max_size=8,
)


def lived(commands: list[Command]) -> Life:
    life = decide(detected(), Qualify(), who="animator", now=NOW).life
    for command in commands:
        life = decide(life, command, who="introduction", now=datetime(2030, 1, 1, tzinfo=UTC)).life
    return life


@given(steps.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some * 2))))
def test_any_order_and_any_repetition_give_the_same_life(
    orders: tuple[list[Command], list[Command]],
) -> None:
    in_order, shuffled = orders
    assert lived(in_order) == lived(shuffled)
