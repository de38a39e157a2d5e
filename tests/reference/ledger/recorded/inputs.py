"""The world as the requests and the answers of owners make it, folded call by call.

Writes change the world; reads by whoever sees a thing whole (`masked` is false) teach it ids. What
is masked teaches nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.places import Place
from tests.reference.ledger.quantities import Month, number
from tests.reference.ledger.recorded.acts import act, know
from tests.reference.ledger.recorded.declared import Body, Flow, Organisation, Sharing, Site
from tests.reference.ledger.recorded.introduced import Introduced
from tests.reference.ledger.recorded.left import Left
from tests.reference.ledger.recorded.lives_read import Life
from tests.reference.ledger.recorded.recording import EVERYWHERE, UUID, WHOLE, Entry, things


@dataclass
class World:
    """All that was declared, done and reported so far."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    sharings: dict[str, Sharing] = field(default_factory=dict)
    lives: dict[str, Life] = field(default_factory=dict)
    territories: dict[str, Body] = field(default_factory=dict)
    communes: dict[str, Place] = field(default_factory=dict)
    routes: dict[str, Body] = field(default_factory=dict)
    occupations: dict[str, Body] = field(default_factory=dict)
    told_parameters: dict[str, str] = field(default_factory=dict)
    parameter_limits: dict[str, tuple[Fraction | None, Fraction | None]] = field(
        default_factory=dict
    )
    figure_units: dict[tuple[str, str], str] = field(default_factory=dict)
    figure_names: dict[str, str] = field(default_factory=dict)
    basis: str = "rate"
    parameter_names: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, str] = field(default_factory=dict)
    left: Left = field(default_factory=Left)
    trials: dict[str, str] = field(default_factory=dict)
    """Tools of sandboxes: the sandbox's id by the tool's."""
    equipment_units: dict[str, str] = field(default_factory=dict)
    pages: dict[str, set[str]] = field(default_factory=dict, repr=False)
    whole_lists: int = 0
    fresh: set[str] = field(default_factory=set)
    day: str = ""
    mailed: set[tuple[str, str]] = field(default_factory=set)
    introduced: Introduced = field(default_factory=Introduced)
    told: dict[str, int] = field(default_factory=dict, repr=False)
    scanned: set[int] = field(default_factory=set, repr=False)
    ends: dict[str, World] = field(default_factory=dict, repr=False)
    memo: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False)
    by_source: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def parameters(self, territory: str | None = None) -> Parameters:
        """The numbers in force for a territory (territories.md: a key left out has its default)."""
        own = (self.territories.get(territory or "") or {}).get("parameters") or {}
        named = self.parameter_names
        told = {named.get(k, k): v for k, v in self.told_parameters.items()}
        return Parameters(told, {named.get(k, k): str(v) for k, v in own.items()})

    def members_of(self, territory: str) -> set[str]:
        """A territory itself; of a federation all territories below it."""
        found = {territory}
        while True:
            more = {
                siren
                for siren, body in self.territories.items()
                if body.get("parent") in found and siren not in found
            }
            if not more:
                return found
            found |= more

    def snapshot(self) -> World:
        """As it is now; what happens later does not change it."""
        lives = {i: replace(v, history=list(v.history)) for i, v in self.lives.items()}
        return replace(
            self,
            organisations=dict(self.organisations),
            sites=dict(self.sites),
            flows=dict(self.flows),
            sharings=dict(self.sharings),
            lives=lives,
            memo={},
            ends={},
            fresh=set(self.fresh),
            mailed=set(self.mailed),
        )

    def as_of(self, month: str) -> World | None:
        """The world at the end of a month that is over; none where it was not yet recorded."""
        kept = [end for end in self.ends if end <= month]
        return self.ends[max(kept)] if kept else None

    def _turn(self, entry: Entry) -> None:
        """At the first call of a new month, the last one's end is kept.

        Whole lists say what exists on their own day only: mails leave and contracts end by time.
        """
        day, month = entry.at[:10], entry.at[:7]
        if self.day and month > self.day[:7]:
            if date.fromisoformat(self.day) != Month.read(self.day).last:
                self.fresh = set()
            self.ends[self.day[:7]] = self.snapshot()
        if day != self.day:
            self.fresh = set()
        self.day = max(self.day, day)

    def territory_of(self, synergy: str, company: str) -> str:
        """Where a company's side of a synergy is; else where the company is."""
        for party in self.lives[synergy].parties if synergy in self.lives else ():
            if party.organisation == company:
                return party.territory
        known = self.organisations.get(company)
        return known.territory if known else ""

    def place_of(self, site: str | None) -> Place | None:
        known = self.sites.get(site or "")
        return known.place if known else None

    def fold(self, entry: Entry) -> None:
        """One call that was accepted."""
        self._turn(entry)
        gone = re.fullmatch(rf"/v1/synergies/{UUID}", entry.path)
        if gone and entry.status == 404 and entry.role == "operator":
            self.lives.pop(gone.group(1), None)
        if not 200 <= entry.status < 300:
            return
        if entry.method != "GET":
            self.fresh = set()
        self.left.note(entry)
        if entry.method == "DELETE":
            self._withdraw(entry)
            return
        if entry.method == "POST" and entry.path == "/v1/sandboxes":
            self.trials[str(entry.answer["tool"]["client_id"])] = str(entry.answer["sandbox_id"])
        made = re.fullmatch(rf"/v1/synergies/{UUID}/(\w[\w-]*)", entry.path)
        if made and entry.method == "POST":
            act(self, made.group(1), made.group(2), entry)
        for thing in things(entry.answer):
            self._learn(thing, entry)
        if entry.method == "GET" and entry.path == "/v1/synergies":
            self._listed(entry)

    def _listed(self, entry: Entry) -> None:
        """Once all pages of a list without filters were read, pairs that it lacks exist no more.

        Only those that nobody acted on; an animator's list speaks of its own territories.
        """
        if set(entry.query) - {"limit", "cursor", "expand"} or entry.role not in WHOLE:
            return
        reader = f"{entry.role} {entry.who}"
        if "cursor" not in entry.query:
            self.pages[reader] = set()
        listed = self.pages.setdefault(reader, set())
        listed |= {str(t.get("synergy_id")) for t in things(entry.answer)}
        if entry.answer.get("next"):
            return
        own = set(entry.who.split(",")) if entry.role == "animator" else None
        for synergy in [i for i, v in self.lives.items() if v.state == "detected"]:
            here = own is None or own & {p.territory for p in self.lives[synergy].parties}
            if here and synergy not in listed:
                del self.lives[synergy]
        self.whole_lists += 1
        self.fresh |= own if own is not None else {EVERYWHERE}

    def _withdraw(self, entry: Entry) -> None:
        """A thing and all that hangs on it is withdrawn (writing of DELETE, by either address)."""
        direct = re.fullmatch(rf"/v1/(flows|sharings|sites|organisations)/{UUID}", entry.path)
        named = re.fullmatch(r"/v1/sources/([^/]+)/(\w+)/([^/]+)", entry.path)
        if direct:
            self._drop(direct.group(1), direct.group(2))
        elif named:
            source, kind, own = named.groups()
            self._drop(kind, self.by_source.get((source, kind, own), ""))

    def _drop(self, kind: str, ident: str) -> None:
        table: dict[str, Any] = getattr(self, kind, {})
        gone = table.pop(ident, None)
        if kind == "organisations" and gone is not None:
            self.left.withdrawn[ident] = date.fromisoformat(self.day)
        for below in ("sites", "flows", "sharings") if kind in ("organisations", "sites") else ():
            held: dict[str, Any] = getattr(self, below)
            owner = "organisation" if kind == "organisations" else "site"
            for each in [i for i, t in held.items() if getattr(t, owner, None) == ident]:
                del held[each]

    def _learn(self, thing: Body, entry: Entry) -> None:
        if thing.get("masked"):
            return
        self._remember(thing)
        if "flow_id" in thing and "direction" in thing and "certainty" in thing:
            if "quantity" in thing and "availability" in thing:
                self.flows[thing["flow_id"]] = Flow.read(thing)
        elif "sharing_id" in thing and "subject" in thing and "direction" in thing:
            named = self.figure_names
            figures = {named.get(k, k): v for k, v in (thing.get("figures") or {}).items()}
            read = Sharing.read({**thing, "figures": figures}, self.communes)
            self.sharings[thing["sharing_id"]] = read
        elif "site_id" in thing and "latitude" in thing and "organisation_id" in thing:
            self.sites[thing["site_id"]] = Site.read(thing)
        elif "organisation_id" in thing and "siren" in thing and "name" in thing:
            self.organisations[thing["organisation_id"]] = Organisation.read(thing)
            said: Body = entry.body if isinstance(entry.body, dict) else {}
            for contact in [*(thing.get("contacts") or []), *(said.get("contacts") or [])]:
                self.contacts[str(contact.get("email")).lower()] = thing["organisation_id"]
        elif "siren" in thing and "policy" in thing:
            self.territories[thing["siren"]] = thing
        elif "synergy_id" in thing and "sides" in thing:
            know(self, thing, entry)
        else:
            self._learn_lists(thing)

    def _remember(self, thing: Body) -> None:
        """Under which ids tools know it, for their own addresses."""
        for kind in ("flow", "sharing", "site", "organisation"):
            ident = thing.get(f"{kind}_id")
            if ident and "sources" in thing:
                for source in thing["sources"] or []:
                    key = (str(source["source"]), f"{kind}s", str(source["external_id"]))
                    self.by_source[key] = str(ident)
                return

    def _learn_lists(self, thing: Body) -> None:
        if "meeting_id" in thing and "attendees" in thing:
            self.introduced.met(thing)
        elif "key" in thing and "default" in thing and "least" in thing:
            key = str(thing["key"])
            self.told_parameters[key] = str(thing["default"])
            self.parameter_limits[key] = (number(thing["least"]), number(thing.get("most")))
        elif "key" in thing and "need" in thing and "offer" in thing:
            self._learn_figures(thing)
        elif "key" in thing and "needed_per_offered" in thing:
            self.routes[str(thing["key"])] = thing
        elif "code" in thing and "epci" in thing and thing.get("latitude") is not None:
            self.communes[str(thing["code"])] = Place(thing["latitude"], thing["longitude"])
        elif "code" in thing and "parent" in thing:
            self.occupations[str(thing["code"])] = thing

    def _learn_figures(self, thing: Body) -> None:
        """The unit of each figure of a service or of equipment."""
        if thing.get("unit"):
            self.equipment_units[str(thing["key"])] = str(thing["unit"])
        for terms in (thing.get("need") or {}, thing.get("offer") or {}):
            for figure in terms.get("figures") or []:
                self.figure_units[str(thing["key"]), str(figure["key"])] = str(figure["unit"])
