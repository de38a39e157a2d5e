"""A detector whose groups save something, by a rule that anybody can check by hand."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.reasons import Amount
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from tests.kit.of_groups.groups import PlainDetector

_TENTH = Decimal("0.1")


class SavingDetector(PlainDetector):
    """What a member saves: a tenth of what the others bring, in EUR; so the others show in it."""

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        return tuple(map(_saving, super().groups(market, declared, acted_on, parameters)))


def _saving(group: Group) -> Group:
    whole = sum((Decimal(one.amount or 0) for one in group.members), Decimal(0))
    members = tuple(
        replace(one, saving=f"{(whole - Decimal(one.amount or 0)) * _TENTH:f}")
        for one in group.members
    )
    saved = f"{whole * _TENTH * (len(members) - 1):f}"
    return replace(
        group, members=members, amount=f"{whole:f}", figures={"eur": Amount("EUR", saved, saved)}
    )


class VolumeDetector(SavingDetector):
    """Viable from ``VIABLE`` on, of what all bring together."""

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        found = super().groups(market, declared, acted_on, parameters)
        return tuple(map(_by_volume, found))


VIABLE = Decimal(4000)


def _by_volume(group: Group) -> Group:
    if group.state not in ("near", "viable"):
        return group
    enough = Decimal(group.amount or 0) >= VIABLE
    return replace(group, state="viable" if enough else "near")
