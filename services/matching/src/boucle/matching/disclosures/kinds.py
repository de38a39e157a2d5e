"""Define what a life discloses, by kind: who knows what of whom in its current state; and what is
disclosed without a life. Pure. A new kind of a life is one function and one line in ``KINDS``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from boucle.contract.events.matching import Life, Party, Side
from boucle.contract.introduced import written_to
from boucle.contract.kinds import Form, form_of
from boucle.contract.kinds.members import staying

Knowing = tuple[Side, Side]
"""Who knows, and of whom."""


@dataclass(frozen=True, slots=True)
class DisclosureKind:
    """``right``: the legal ground. ``known``: who knows it of whom, in a life's current state."""

    right: str
    knowledge: Callable[[Life], Iterator[Knowing]]


def _introduced(life: Life) -> Iterator[Knowing]:
    """Yield who knows the pair's ``Preview``, without names: whoever was written to, or answered.
    In a group nobody learns anything of another by it, not even how many there are: lines would
    count them."""
    if life.introduced_at is None:
        return iter(())
    to, shown = written_to(life), _PREVIEWED[form_of(life)](life)
    return (knowing for knowing in _each_of_each_other(shown) if knowing[0].organisation_id in to)


_PREVIEWED: Final[Mapping[Form, Callable[[Life], tuple[Party, ...]]]] = {
    Form.PAIR: lambda life: life.parties,
    Form.GROUP: lambda _life: (),
}
"""Of whom a preview says something, to each other."""


def _identity(life: Life) -> Iterator[Knowing]:
    """Yield who knows name, site, contacts, exact figures: all parties once all consented. Of a
    group, those that stay."""
    return _each_of_each_other(staying(life)) if life.disclosed else iter(())


def _carrier(life: Life) -> Iterator[Knowing]:
    """Yield who knows name and site of the named carrier's offer: those who consented."""
    if life.carrier is None or not life.disclosed:
        return iter(())
    carrier = life.carrier
    return (
        (party.side, carrier)
        for party in staying(life)
        if party.side.organisation_id != carrier.organisation_id
    )


def _each_of_each_other(parties: Sequence[Party]) -> Iterator[Knowing]:
    """Of a group that grew, who refused another and that one stay unknown to each other."""
    for own in parties:
        for other in parties:
            if other.side.organisation_id not in (own.side.organisation_id, *own.apart_from):
                yield own.side, other.side


KINDS: Final[Mapping[str, DisclosureKind]] = {
    "introduced": DisclosureKind("introduction", _introduced),
    "identity": DisclosureKind("consent", _identity),
    "carrier": DisclosureKind("animator", _carrier),
}

DECLARED_BY_ONE_TOOL: Final = "declared_by_one_tool"
"""Of a pair that no life shows, all but third parties' deals: a tool was shown it, which declared
both flows."""
RIGHTS: Final[Mapping[str, str]] = {
    **{name: kind.right for name, kind in KINDS.items()},
    DECLARED_BY_ONE_TOOL: "tool",
}
"""Every kind of line, and the right by which it is disclosed."""
