"""Play pooling and sharing, step by step, over the public API."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from boucle.demo.cases import Cases, DemoCase, DemoRefusal
from boucle.demo.cast import SOURCE, Cast
from boucle.demo.client import wait_for
from boucle.demo.declarations import DemoDeclaration
from boucle.demo.mailbox import DemoMail
from boucle.demo.story import answer, figures, mails_about

Json = dict[str, Any]
CROSSED: Final = "C01"
CARRIER: Final = "collecteur-genlis"
WATCHED: Final = (
    "groups_pooling_near",
    "groups_pooling_viable",
    "groups_pooling_running",
    "running_tonnes_pooling",
    "running_km_pooling",
    "running_eur_pooling",
    "introductions_answered",
)
"""Figures of the territory that move as a group crosses its threshold."""
RUNNING: Final = ("groups_pooling_running", "running_tonnes_pooling")
NONE: Final = "–"


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A real case as the engine found it; ``members`` are those declared so far."""

    case: DemoCase
    synergy: Json
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoRun:
    """Sharings that must be in no group, and the number of groups that they are in."""

    refusal: DemoRefusal
    groups: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """A group over its threshold: before, after, who was asked, its figures then and now."""

    near: Json
    viable: Json
    letters: Sequence[DemoMail]
    running: Json
    before: dict[str, str]
    after: dict[str, str]


def declare_cases(cast: Cast, cases: Cases) -> None:
    """Declare all but the one that arrives in front of the reader; a second run changes nothing."""
    code = cast.codes[cases.territory["siren"]]
    cast.animator.put_csv(f"/v1/territories/{code}/zones", cases.zones)
    for one in cases.organisations:
        body = {**one.body, "territory": code}
        answer = cast.tool.put(f"/v1/sources/{SOURCE}/organisations/{one.external_id}", body)
        cast.organisations[one.external_id] = answer["organisation_id"]
    for one in cases.sites:
        cast.tool.put(f"/v1/sources/{SOURCE}/sites/{one.external_id}", one.body)
    for one in cases.sharings:
        declare_sharing(cast, cases, one)


def declare_sharing(cast: Cast, cases: Cases, sharing: DemoDeclaration) -> None:
    named = cases.excluded.get(sharing.external_id, ())
    excluded = [cast.organisations[key] for key in named]
    body = {**sharing.body, **({"excluded": excluded} if excluded else {})}
    answer = cast.tool.put(f"/v1/sources/{SOURCE}/sharings/{sharing.external_id}", body)
    cast.ids[sharing.external_id] = answer["sharing_id"]


def groups_with(cast: Cast, kind: str, keys: Sequence[str]) -> list[Json]:
    ids = {cast.ids[key] for key in keys if key in cast.ids}
    found = cast.animator.every("/v1/synergies", kind=kind)
    return [one for one in found if ids & members_of(one)]


def members_of(synergy: Json) -> set[str]:
    group = synergy["group"]
    members = group["members"] if group else ()
    return {one["sharing_id"] for one in members if one["role"] != "carrier"}


def find_case(cast: Cast, case: DemoCase) -> FoundGroup | None:
    """Return the group of a case, with exactly its members; None while there is none."""
    members = tuple(key for key in case.members if key in cast.ids)
    for synergy in groups_with(cast, case.kind, members):
        if members_of(synergy) == {cast.ids[key] for key in members}:
            return FoundGroup(case, synergy, members)
    return None


def excluded(cast: Cast, refusal: DemoRefusal) -> DemoRun:
    found = [one for kind in ("pooling", "sharing") for one in groups_with(cast, kind, refusal.of)]
    return DemoRun(refusal, len(found))


def cross(cast: Cast, cases: Cases) -> Crossing:
    """Declare the last one: near becomes viable, the animator qualifies the group, its companies
    answer on their pages, a carrier is named, it runs."""
    case = next(one for one in cases.cases if one.id == CROSSED)
    territory = cases.territory["siren"]
    near = wait_for(f"{case.id} near its threshold", partial(_in_state, cast, case, "near"))
    before = wait_for("its figures", partial(_figures_with, cast, territory, "groups_pooling_near"))
    declare_sharing(cast, cases, cases.last)
    viable = wait_for(f"{case.id} viable", partial(_in_state, cast, case, "viable"))
    path = f"/v1/synergies/{viable['synergy_id']}"
    cast.animator.post(f"{path}/qualification", {})
    letters = wait_for("its introductions", partial(mails_about, cast, case.members))
    for letter in letters:
        answer(letter)
    wait_for("all consents", lambda: cast.animator.get(path)["disclosed"] or None)
    cast.animator.post(f"{path}/carrier", {"sharing_id": cast.ids[CARRIER]})
    told = {"value": viable["group"]["amount"], "unit": "t"}
    running = cast.animator.post(f"{path}/state", {"state": "running", "quantity": told})
    after = wait_for("its figures", partial(_figures_with, cast, territory, *RUNNING))
    return Crossing(near, viable, letters, running, before, after)


def crossed(cast: Cast, cases: Cases) -> Json | None:
    """Return the group, where an earlier run of the demo made it run."""
    case = next(one for one in cases.cases if one.id == CROSSED)
    found = groups_with(cast, case.kind, case.members)
    return next((one for one in found if one["state"] == "running"), None)


def watched(cast: Cast, territory: str) -> dict[str, str]:
    values = {name.partition(" ")[0]: value for name, value in figures(cast, territory).items()}
    return {key: values.get(key, NONE) for key in WATCHED}


def _in_state(cast: Cast, case: DemoCase, state: str) -> Json | None:
    found = find_case(cast, case)
    is_it = found is not None and found.synergy["group"]["state"] == state
    return found.synergy if found is not None and is_it else None


def _figures_with(cast: Cast, territory: str, *keys: str) -> dict[str, str] | None:
    """Return the figures once they include these."""
    found = watched(cast, territory)
    return found if all(found[key] != NONE for key in keys) else None
