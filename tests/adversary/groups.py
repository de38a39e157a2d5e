"""Who stands in a group, with how much and who left it: as one of its members may look for it.

The control is what is shown of pairs: a side for each party, each step heard, and gains made of
exact values and rounded afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Final
from uuid import UUID

import numpy as np
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life, Preview
from boucle.contract.events.reasons import Amount
from boucle.contract.events.sharing import Sharing
from boucle.contract.kinds.members import at_least
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.rounding import rounded_amount
from boucle.contract.views import SynergyView, view_of
from boucle.matching.groups.across import groups_across
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.coarse import near
from boucle.matching.kinds.detector import Declared, Parameters
from boucle.matching.lives.commands import Command, Weigh
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.group_previews import previews_of
from boucle.matching.lives.seen import with_seen
from boucle.matching.lives.transitions import Who
from boucle.platform.events import Event
from boucle.platform.outbox import new_event
from tests.adversary.following import heard_by
from tests.adversary.search import Outcome, best_guess, edge, is_near
from tests.adversary.views import Control, Doors
from tests.adversary.world import Victim, expected
from tests.kit.of_groups.groups import need
from tests.kit.of_groups.saving_groups import VIABLE, SavingDetector, VolumeDetector
from tests.unit.matching.lives.groups import (
    NOW,
    company,
    group,
    introduced,
    said,
    sharing,
)

STAND: Final = 3, 20
"""In a group."""
LEFT: Final = 6
"""Of nine: fewer."""
VOLUMES: Final = 3.0, 3000.0
_NINE: Final = 9
_LOOKER: Final = company(0)
_VOLUMES = expected(*VOLUMES, 300)
_TRIES: Final = 22
_OTHERS: Final = 1.0, 30_000.0
_READ: Final = 600
_SAID_FROM: Final = 550
"""EUR a year: what is rounded up to it."""
OF_PLACE, HIS, BESIDE = "200000172", "200023414", "247600786"
"""A group's place is in the least territory of its members."""
_OF_COPY: Final = 0.001
_MARKET: Final = "pooling/purchasing/electricity"


def members(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """How many stand in one, by one of them. It is allowed to know how many others there are at
    least, if three or more."""
    truth = int(rng.integers(STAND[0], STAND[1] + 1))
    counts = range(STAND[0], STAND[1] + 1)
    allowed = [count for count in counts if at_least(count - 1) == at_least(truth - 1)]
    chance = 1 / len(allowed)
    if doors is Control:
        return Outcome(len(introduced(truth).parties) == truth, 0, chance)
    shown = _shown(truth)
    alike = [count for count in counts if _shown(count) == shown]
    return Outcome(alike[int(rng.integers(len(alike)))] == truth, 0, chance)


@cache
def _shown(count: int) -> SynergyView:
    whole = introduced(count)
    preview = replace(_preview([100.0] * count), organisation_id=_LOOKER, eur=None)
    view = view_of(replace(whole, previews=(preview,)))
    return replace(mask_synergy(view, viewer=Viewer.company(_LOOKER)), synergy_id=UUID(int=0))


def left(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """How many left a group of nine, by one that stays and follows changes."""
    truth = int(rng.integers(LEFT))
    heard = heard_by(_steps(truth), _LOOKER, everything=doors is Control)
    if doors is Control:
        return Outcome((heard[-1] - 1) // 2 == truth, 0, 1 / LEFT)
    alike = [count for count in range(LEFT) if _left_heard(count) == heard]
    return Outcome(alike[int(rng.integers(len(alike)))] == truth, 0, 1 / LEFT)


@cache
def _left_heard(count: int) -> Sequence[int]:
    return heard_by(_steps(count), _LOOKER, everything=False)


def _steps(refusals: int) -> Iterator[Event[Life]]:
    """One after the other refuses, and the engine weighs those who stay."""
    life = with_seen(None, introduced(_NINE), 1)
    yield _event(life, 1)
    version = 1
    for number in range(refusals):
        stay = {sharing(one) for one in range(_NINE)} - {
            sharing(_NINE - 1 - gone) for gone in range(number + 1)
        }
        whole = group(_NINE)
        weighed = replace(
            whole,
            state="proposed",
            members=tuple(one for one in whole.members if one.sharing_id in stay),
        )
        steps: list[tuple[Command, Who]] = [
            (said(_NINE - 1 - number, "refused"), "introduction"),
            (Weigh(weighed), "engine"),
        ]
        for command, who in steps:
            version += 1
            life = with_seen(life, decide(life, command, who=who, now=NOW).life, version)
            yield _event(life, version)


def _event(life: Life, version: int) -> Event[Life]:
    return new_event(
        "life.answered.v1", subject=life.synergy_id, version=version, data=life, now=NOW
    )


def amount(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """How much one of five brings, by two others that collude: one changes what it declares until
    the other's gain says the next figure. The rest is known."""
    low, high = np.log(VOLUMES)
    truth = float(np.exp(rng.uniform(low, high)))
    alike = np.array([one for one in _VOLUMES if _step(one) == _step(truth)])
    chance = best_guess(alike)[1]
    if doors is not Control:  # it sees the gain in full, which is more than the API shows
        shown = _full(_step(truth))
        fitting = [one for one in _VOLUMES if _full(_step(float(one))) == shown]
        return Outcome(is_near(best_guess(np.array(fitting))[0], truth), 1, chance)
    # A tenth of what the others bring: of the one, of the other, and twice 100.
    found = edge(lambda other: _rounded(truth, other) < _READ, *_OTHERS, _TRIES)
    guess = None if found is None else 10 * _SAID_FROM - 200 - found
    return Outcome(guess is not None and is_near(guess, truth), _TRIES, chance)


def state(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """How much one of three brings, by the animator of the two others' territory: one of his
    companies declares more and more, until the group reads viable. Its place is next door."""
    return _by_state(doors, rng, OF_PLACE)


def state_of_place(victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """The same by the animator of the group's place."""
    return _by_state(doors, rng, BESIDE)


def _by_state(doors: Doors, rng: np.random.Generator, of_victim: str) -> Outcome:
    low, high = np.log(VOLUMES)
    truth = float(np.exp(rng.uniform(low, high)))
    guess, chance = best_guess(np.array([one for one in _VOLUMES if _step(one) == _step(truth)]))
    hidden = need("victim", territory=of_victim, volume=f"{truth:.3f}")

    def is_near_it(own: float) -> bool:
        his = [need(name, territory=HIS, volume=f"{own / 2:.3f}") for name in ("his", "own")]
        declared = [Declared(one, 1) for one in (*his, hidden)]
        return _found(declared, doors).state == "near"

    found = edge(is_near_it, 1.0, float(VIABLE), _TRIES)
    if found is None:
        return Outcome(is_near(guess, truth), _TRIES, chance)
    read = float(VIABLE) - found
    # What is read off a copy is no more than the copy.
    of_copy = abs(read / float(_step(truth)) - 1) < _OF_COPY
    return Outcome(is_near(guess if of_copy else read, truth), _TRIES, chance)


def _found(declared: Sequence[Declared[Sharing]], doors: Doors) -> Group:
    if doors is Control:
        (group,) = VolumeDetector().groups(_MARKET, declared, (), _defaults)
        return group
    across = groups_across(_MARKET, declared, (), frozenset({HIS}), {})
    (group,) = across.found_by(lambda _market: VolumeDetector().groups).values()
    return group


@cache
def _full(step: str) -> Amount | None:
    return _preview([100.0, float(step), 100.0, 100.0, 100.0]).eur


def _step(volume: float) -> str:
    return str(near(Decimal(str(volume))))


def _rounded(volume: float, other: float) -> float:
    exact = Decimal(str((volume + other + 200) / 10))
    return float(rounded_amount(Amount("EUR", low=str(exact))).low or 0)


def _preview(volumes: Sequence[float]) -> Preview:
    """Of the first of them."""
    made = [need(str(number), volume=f"{one:.3f}") for number, one in enumerate(volumes)]
    declared = {one.sharing_id: Declared(one, 1) for one in made}
    detector = SavingDetector()
    (found,) = detector.groups(_MARKET, declared.values(), (), _defaults)
    previews = previews_of(found, _MARKET, declared, detector, _defaults)
    own = made[0].organisation_id
    return next(one for one in previews if one.organisation_id == own)


def _defaults(_siren: str) -> Parameters:
    return parameters_of(None)
