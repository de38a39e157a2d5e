"""How a life begins: on a pair that the engine found, or on what people found. Pure."""

from datetime import datetime

from msgspec.structs import replace

from boucle.contract.events.matching import Life, Party
from boucle.contract.sandboxes import sandbox_of
from boucle.matching.candidates.synergy import Synergy
from boucle.matching.kinds import KINDS
from boucle.matching.lives.commands import Opening, Qualify, unfit
from boucle.matching.lives.decisions import Decision, decide
from boucle.platform.translating import tr


def life_of(synergy: Synergy, now: datetime) -> Life:
    """The life that a pair found by the engine starts with."""
    life = Life(
        synergy_id=synergy.synergy_id,
        kind=synergy.kind,
        state="detected",
        found_by="engine",
        parties=(Party(side=synergy.offer), Party(side=synergy.need)),
        state_since=now,
        opened_at=now,
    )
    return with_figures(life, synergy)


def with_figures(life: Life, synergy: Synergy) -> Life:
    """The life with what is computed now: sides, potential, figures, reasons."""
    sides = {"offer": synergy.offer, "need": synergy.need}
    return replace(
        life,
        parties=tuple(
            replace(party, side=sides.get(party.side.role, party.side)) for party in life.parties
        ),
        nature=synergy.nature,
        route=synergy.route,
        potential=synergy.quantity,
        tco2e=synergy.tco2e,
        eur=synergy.eur,
        score=synergy.score,
        distance_km=synergy.distance_km,
        criteria=synergy.criteria,
        months=synergy.months,
    )


def opened(opening: Opening, now: datetime) -> Decision:
    """The life of a synergy that people found. Raises ``Faulty`` on impossible sides."""
    _check_sides(opening)
    life = Life(
        synergy_id=opening.synergy_id,
        kind=opening.kind,
        state="detected",
        found_by=opening.found_by,
        parties=tuple(Party(side=side) for side in opening.sides),
        state_since=now,
        opened_at=now,
        nature=opening.nature,
        title=opening.title,
        pre_existing=opening.pre_existing,
        potential=opening.potential,
    )
    return Decision(life, "life.opened.v1")


def qualify_automatically(synergy: Synergy, now: datetime) -> Life:
    """The life that the ``auto`` policy opens, already qualified."""
    return decide(life_of(synergy, now), Qualify(automatic=True), who="engine", now=now).life


def _check_sides(opening: Opening) -> None:
    roles = sorted(side.role for side in opening.sides)
    expected = KINDS[opening.kind].expected_roles(roles)
    if expected is not None:
        raise unfit("parties", roles, expected)
    _check_kind(opening)
    territories = [side.territory for side in opening.sides]
    if len({sandbox_of(territory) for territory in territories}) > 1:
        right = "parties of one sandbox, or all of real territories: nothing leaves a sandbox"
        raise unfit("parties", territories, right)
    organisations = [side.organisation_id for side in opening.sides]
    if len(set(organisations)) != len(organisations):
        raise unfit("parties", [str(one) for one in organisations], "each organisation once")


def _check_kind(opening: Opening) -> None:
    kind = KINDS[opening.kind]
    if len(opening.sides) < kind.least_parties:
        parties = [str(side.organisation_id) for side in opening.sides]
        raise unfit(
            "parties",
            parties,
            tr("{least_parties} parties at least", least_parties=kind.least_parties),
        )
    if kind.titled and opening.title is None:
        right = tr("a few words that say what the {name} is: nothing else does", name=kind.name)
        raise unfit("title", None, right)
