"""Who is named to whom: whom the mask shows whole once all consented, and nobody before."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import Life, Party, Side
from boucle.contract.masking import OPERATOR, Viewer, mask_synergy
from boucle.contract.named import named, named_carrier, parties_href
from boucle.contract.views import view_of
from tests.unit.matching.lives.groups import HERE, THERE, company, introduced, lived, said

NOW: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
ELSEWHERE: Final = "200065597"
PAIR: Final = Life(
    synergy_id=UUID(int=1),
    kind="substitution",
    state="consented",
    found_by="engine",
    parties=(
        Party(side=Side("offer", company(0), HERE), standing="consented"),
        Party(side=Side("need", company(1), THERE), standing="consented"),
    ),
    state_since=NOW,
    opened_at=NOW,
    disclosed=True,
)
BEFORE: Final = replace(PAIR, state="interested", disclosed=False)
CARRIER: Final = Side("offer", UUID(int=0xD1), HERE)
VIEWERS: Final = [
    *(Viewer.company(company(0)), Viewer.company(company(1)), Viewer.animator(HERE)),
    *(Viewer.animator(HERE, THERE), OPERATOR),
]


def named_to(viewer: Viewer, life: Life) -> list[UUID | None]:
    return [side.organisation_id for side in named(mask_synergy(view_of(life), viewer=viewer))]


def consented(count: int = 5, *, leaver: int | None = None) -> Life:
    """A group that all consented to but one, who left."""
    answers = (said(one, "refused" if one == leaver else "consented") for one in range(count))
    return replace(lived(introduced(count), *answers), carrier=CARRIER)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nobody_is_named_before_all_consented(viewer: Viewer) -> None:
    masked = mask_synergy(view_of(BEFORE), viewer=viewer)

    assert (named(masked), parties_href(masked)) == ((), None)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_both_are_named_to_both_and_their_animators(viewer: Viewer) -> None:
    assert named_to(viewer, PAIR) == [company(0), company(1)]
    masked = mask_synergy(view_of(PAIR), viewer=viewer)
    assert parties_href(masked) == f"/v1/synergies/{UUID(int=1)}/parties"


@pytest.mark.parametrize("viewer", [Viewer(), Viewer.company(company(7)), Viewer.animator("1")])
def test_nobody_is_named_to_others(viewer: Viewer) -> None:
    for life in (PAIR, consented()):
        masked = mask_synergy(view_of(life), viewer=viewer)
        assert (named(masked), named_carrier(masked), parties_href(masked)) == ((), None, None)


def test_a_group_names_those_who_consented_to_each_other_and_nobody_to_who_left() -> None:
    life = consented(leaver=2)
    assert life.disclosed

    stay = [company(one) for one in (0, 1, 3, 4)]
    assert named_to(Viewer.company(company(0)), life) == stay
    assert named_to(Viewer.animator(THERE), life) == stay
    assert named_to(Viewer.company(company(2)), life) == []
    shown = mask_synergy(view_of(life), viewer=Viewer.company(company(0)))
    assert named_carrier(shown) == view_of(life).group.carrier  # type: ignore[union-attr]
    left = mask_synergy(view_of(life), viewer=Viewer.company(company(2)))
    assert named_carrier(left) is None


def test_who_refused_a_newcomer_is_not_named_to_it_nor_it_to_them() -> None:
    life = consented()
    parties = list(life.parties)
    parties[0] = replace(parties[0], apart_from=(company(4),))
    parties[4] = replace(parties[4], apart_from=(company(0),))
    life = replace(life, parties=tuple(parties))

    assert company(4) not in named_to(Viewer.company(company(0)), life)
    assert company(0) not in named_to(Viewer.company(company(4)), life)
    assert len(named_to(Viewer.company(company(1)), life)) == 5
