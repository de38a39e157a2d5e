"""Load real cases of pooling and sharing: what the demo declares and expects.

They are bodies of the public API; the tool's own ids are the keys of ``cases.toml``.
"""

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from boucle.demo.declarations import ASSUMED, DemoDeclaration, phone, slug

Json = dict[str, Any]
_SINCE: Final = "2026-01-01"
_FIRST_PHONE: Final = 5000  # the other companies have the numbers below
_ZONE: Final = ("code", "name", "latitude", "longitude", "radius_km", "source")


@dataclass(frozen=True, slots=True)
class DemoCase:
    """A real case: the sharings whose group must be found, and its public sources."""

    id: str
    kind: str
    subject: str
    what: str
    members: tuple[str, ...]
    known: str
    source: str


@dataclass(frozen=True, slots=True)
class DemoRefusal:
    """Sharings that must be in no group, and why."""

    what: str
    why: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """``zones`` is a file of the territory. ``last`` is the sharing that arrives in front of the
    reader, and makes a group viable."""

    territory: Json
    zones: str
    organisations: tuple[DemoDeclaration, ...]
    sites: tuple[DemoDeclaration, ...]
    sharings: tuple[DemoDeclaration, ...]
    last: DemoDeclaration
    excluded: Mapping[str, tuple[str, ...]]
    cases: tuple[DemoCase, ...]
    refusals: tuple[DemoRefusal, ...]

    def names(self) -> dict[str, str]:
        companies = {one.external_id: str(one.body["name"]) for one in self.organisations}
        declared = (*self.sharings, self.last)
        return {one.external_id: companies[one.body["site"]] for one in declared}


def cases() -> Cases:
    text = (resources.files("boucle.demo") / "data" / "cases.toml").read_text("utf-8")
    data = tomllib.loads(text)
    sharings = {key: _sharing(key, one, data["like"]) for key, one in data["sharing"].items()}
    (last,) = (key for key, one in data["sharing"].items() if one.get("last"))
    companies = data["company"].items()
    return Cases(
        territory=data["territory"],
        zones=_csv(data["zone"]),
        organisations=tuple(
            _organisation(number, key, one, data["territory"])
            for number, (key, one) in enumerate(companies, start=_FIRST_PHONE)
        ),
        sites=tuple(_site(key, one) for key, one in companies),
        sharings=tuple(one for key, one in sharings.items() if key != last),
        last=sharings[last],
        excluded={
            key: tuple(one["excluded"]) for key, one in data["sharing"].items() if "excluded" in one
        },
        cases=tuple(DemoCase(**{**one, "members": tuple(one["members"])}) for one in data["case"]),
        refusals=tuple(
            DemoRefusal(one["what"], one["why"], tuple(one["of"]))
            for one in data["refused"].values()
        ),
    )


def _organisation(number: int, key: str, company: Json, territory: Json) -> DemoDeclaration:
    contact = {
        "name": "Direction",
        "email": f"environnement@{slug(key)}.example",
        "phone": phone(number),
        "language": "fr",
        "role": "director",
    }
    body = {
        "name": company["name"],
        "territory": territory["siren"],
        "example": company["name"].startswith("Exemple"),
        "contacts": [contact],
    }
    return DemoDeclaration(key, body)


def _site(key: str, company: Json) -> DemoDeclaration:
    latitude, longitude = company["at"]
    body = {
        "organisation": key,
        "name": company["name"],
        "latitude": latitude,
        "longitude": longitude,
        "location_precision": "commune",
        "naf": {"code": company["naf"], "version": "NAF rév. 2"},
        "example": company["name"].startswith("Exemple"),
    }
    return DemoDeclaration(key, body)


def _sharing(key: str, row: Json, patterns: Mapping[str, Json]) -> DemoDeclaration:
    pattern = patterns.get(row.get("like", ""), {})
    figures = {**pattern.get("figures", {}), **row.get("figures", {})}
    own = {name: row[name] for name in row.keys() - {"like", "last", "excluded", "figures"}}
    body = {
        **pattern,
        **own,
        "site": key.partition(".")[0],
        "certainty": "estimated",
        "provenance": ASSUMED,
        "valid_from": _SINCE,
    }
    return DemoDeclaration(key, {**body, "figures": figures} if figures else body)


def _csv(rows: list[Json]) -> str:
    output = io.StringIO()
    table = csv.DictWriter(output, _ZONE, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return output.getvalue()
