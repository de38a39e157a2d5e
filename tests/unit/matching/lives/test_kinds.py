"""Each kind of synergy is registered, and says what its parties are."""

from __future__ import annotations

from typing import get_args
from uuid import UUID

from boucle.contract.events.matching import Role, Side
from boucle.contract.events.reasons import SynergyKind
from boucle.matching.kinds import DETECTED, KINDS
from boucle.matching.kinds.substitution import synergy_id

OFFER, NEED = UUID(int=1), UUID(int=2)


def side(role: Role, flow_id: UUID | None) -> Side:
    return Side(role=role, organisation_id=UUID(int=9), territory="1", flow_id=flow_id)


def test_each_kind_is_registered_under_its_name() -> None:
    assert set(KINDS) == set(get_args(SynergyKind))
    assert all(kind.name == name for name, kind in KINDS.items())
    assert DETECTED == "substitution"


def test_two_flows_make_the_id_of_a_substitution_only() -> None:
    both = (side("need", NEED), side("offer", OFFER))
    made = {name: kind.id_of(both) for name, kind in KINDS.items()}
    assert made.pop("substitution") == synergy_id(OFFER, NEED)
    assert set(made.values()) == {None}
    assert KINDS["substitution"].id_of((side("offer", OFFER), side("need", None))) is None


def test_a_flow_has_the_role_of_its_direction_in_a_substitution_only() -> None:
    given = {name: kind.role_of_flow("output") for name, kind in KINDS.items()}
    assert given.pop("substitution") == "offer"
    assert set(given.values()) == {"member"}
    assert KINDS["substitution"].role_of_flow("input") == "need"
