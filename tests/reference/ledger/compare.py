"""Compares what the system told with what the ledger reckons: `differences(lines)`.

A line is one call of the API, in order of time: `{"at", "by", "method", "path", "query", "body",
"status", "answer"}`; `by` is `operator`, `tool:<id>`, `animator:<siren>[,...]` or
`company:<organisation_id>`. Or one mail: `{"at", "mail", "to", "subject", "text"}`, also with
`html`, `step`, `organisation_id`, `synergy_id` where the recorder knows them. Or the page behind
its link: `{"at", "page", "status", "organisation_id", "synergy_id", "html"}`. Or `{"names":
{"figures": {"theirs": "ours"}, "parameters": {...}}}`: the API's keys that the ledger calls
otherwise; `"basis"` there says what yearly running figures are: "rate" (as of the day, the
default), "average" (over the days of the month), "month" or "twelve_months" (OPEN 5).

What the ledger does not know it leaves aside; figures, parameters and keys of indicators that it
does not know are in `unreckoned`. From a shell:
`python -m tests.reference.ledger.compare recording.jsonl`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.reference.ledger.checks import (
    apart,
    check_figures,
    check_groups,
    check_mails,
    check_pages,
    check_pairs,
    cross,
    faithful,
    refusals,
    scan,
)
from tests.reference.ledger.findings import Difference, Told
from tests.reference.ledger.groups import Fault
from tests.reference.ledger.parameters import strange, unsourced
from tests.reference.ledger.recorded.declared import ASKED, Body
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life
from tests.reference.ledger.recorded.recording import UUID, Entry
from tests.reference.ledger.territory import Scope

SIREN = r"(\d{9})"


@dataclass
class Result:
    """What was found: differences, figures that the ledger does not know, what was looked at."""

    differences: list[Difference] = field(default_factory=list)
    unreckoned: Counter[str] = field(default_factory=Counter)
    looked_at: Counter[str] = field(default_factory=Counter)

    def plain(self) -> Body:
        return {
            "differences": [d.plain() for d in self.differences],
            "unreckoned": dict(self.unreckoned.most_common()),
            "looked_at": dict(self.looked_at.most_common()),
        }


def run(lines: Iterable[Body]) -> Result:
    """Plays the recording in its order, and compares every answer and mail.

    Reads between two changes of one day are compared once all of them were read: what exists is
    then known as a whole.
    """
    world, result = World(), Result()
    waiting: list[Body] = []
    for raw in lines:
        changes = "method" in raw and str(raw["method"]).upper() != "GET"
        other_day = waiting and str(raw.get("at"))[:10] != str(waiting[0].get("at"))[:10]
        if changes or other_day:
            _compare_all(world, waiting, result)
            waiting = []
        if "names" in raw:
            world.figure_names.update(raw["names"].get("figures") or {})
            world.parameter_names.update(raw["names"].get("parameters") or {})
            world.basis = str(raw["names"].get("basis") or world.basis)
            continue
        if "method" in raw and "path" in raw:
            _fold(world, raw, result)
        if changes:
            _compare_all(world, [raw], result)
        else:
            waiting.append(raw)
    _compare_all(world, waiting, result)
    _unread(world, result)
    result.differences = check_figures.once(result.differences)
    return result


def _fold(world: World, raw: Body, result: Result) -> None:
    """One call into the world; over a whole list what holds of all groups together."""
    entry, lists = Entry.read(raw), world.whole_lists
    world.fold(entry)
    if world.whole_lists > lists:
        told = Told(entry.at, entry.role, "all groups together")
        result.differences += told.faults(cross.faults(world) + apart.mixed(world))


def _compare_all(world: World, lines: list[Body], result: Result) -> None:
    for raw in lines:
        if "method" in raw and "path" in raw:
            compare_call(world, Entry.read(raw), result)
        elif "page" in raw:
            told = Told(str(raw.get("at")), str(raw["organisation_id"]), "page")
            result.looked_at["page"] += 1
            result.differences += check_pages.page(world, raw, told)
            result.differences += apart.sent(world, raw, told.who, told)
        elif "subject" in raw:
            _mail(world, raw, result)


def _mail(world: World, raw: Body, result: Result) -> None:
    company = check_mails.reader(world, raw)
    told = Told(str(raw.get("at")), company, f"mail {raw.get('step') or raw['subject']}")
    result.looked_at["mail"] += 1
    named = (raw.get("synergy_id"), *(raw.get("synergy_ids") or ()))
    world.mailed.update((company, str(one)) for one in named if one)
    if raw.get("step") == "introduction":
        on, reminds = date.fromisoformat(told.at[:10]), check_mails.reminds(raw)
        for one in {str(synergy) for synergy in named if synergy}:
            where = world.territory_of(one, company)
            world.introduced.mailed(one, company, str(raw.get("to")), on, where, reminds)
    result.differences += check_mails.mail(world, raw, told)
    result.differences += apart.sent(world, raw, company, told)


def _unread(world: World, result: Result) -> None:
    """Parameters and figures that the ledger does not read."""
    for key in strange(world.parameter_names.get(k, k) for k in world.told_parameters):
        result.unreckoned[f"parameter {key}"] += 1
    for sharing in world.sharings.values():
        for name in sharing.figures.keys() - ASKED:
            result.unreckoned[f"figure {sharing.subject}.{name}"] += 1


def differences(lines: Iterable[Body]) -> Iterator[Difference]:
    """Each difference between what was told and what the ledger reckons."""
    yield from run(lines).differences


def compare_call(world: World, entry: Entry, result: Result) -> None:
    """One call: no failure of the system itself, and every figure in its answer."""
    who = f"{entry.role} {entry.who}".strip()
    told = Told(entry.at, who, f"{entry.method} {entry.path}")
    if entry.status >= 500:
        result.differences.append(
            told.differs("status", entry.status, "2xx or 4xx", "no 5xx", "figures.md 1")
        )
    result.differences += told.faults(refusals.accepted(world, entry))
    result.differences += faithful.stored(world, entry, told)
    if not 200 <= entry.status < 300 or not isinstance(entry.answer, dict):
        return
    result.differences += told.faults(_scanned(world, entry.answer))
    result.differences += apart.called(world, entry, told)
    result.differences += told.faults(check_mails.unwarned(world, entry))
    listed = entry.answer.get("items")
    for thing in listed if isinstance(listed, list) else [entry.answer]:
        if isinstance(thing, dict):
            compare_thing(world, entry, thing, told, result)
    if entry.path == "/v1/parameters" and isinstance(listed, list):
        for fault in unsourced(listed):
            result.differences.append(
                told.differs(fault, "told so", "source, date, range", "all shown", "issue 37.7")
            )


def _scanned(world: World, answer: Body) -> list[Fault]:
    """Faults of any figure in an answer; in a list each thing once, as it stands."""
    listed = answer.get("items")
    if not isinstance(listed, list):
        return scan.faults(answer)
    found = []
    for thing in listed:
        mark = hash(json.dumps(thing))
        if mark not in world.scanned:
            world.scanned.add(mark)
            found += scan.faults(thing)
    return found


def compare_thing(world: World, entry: Entry, thing: Body, told: Told, result: Result) -> None:
    """One thing of an answer, by what it is."""
    if "synergy_id" in thing and "sides" in thing:
        where = f"{told.where} {thing['synergy_id']}"
        result.looked_at["synergy"] += 1
        result.differences += synergy(world, entry, thing, Told(told.at, told.who, where))
    elif "mail_id" in thing and "subject" in thing:
        _mail(world, thing, result)
    elif "introduction_id" in thing and "parties" in thing:
        result.looked_at["introduction"] += 1
        result.differences += check_mails.unmailed(world, thing, told, entry.on)
    elif "figures" in thing and "as_of" in thing:
        result.looked_at["indicators"] += 1
        scope = scope_of(world, entry)
        found, strange = check_figures.indicators(world, scope, thing, told, entry.on)
        result.differences += found
        result.unreckoned.update(strange)
        if scope.company is not None:
            few = check_figures.others_at_most(world, scope.company)
            result.differences += check_figures.hidden_joint(thing, few, told)
    elif "possibilities" in thing and "flow_id" in thing:
        result.looked_at["possibilities"] += 1
        result.differences += check_figures.flow_possibilities(world, thing, told)
    elif "possibilities" in thing and "sharing_id" in thing:
        result.looked_at["possibilities"] += 1
        result.differences += check_figures.sharing_possibilities(world, thing, told)
    elif "wanted" in thing and "covered" in thing:
        result.differences += check_figures.coverage(thing, told)


def synergy(world: World, entry: Entry, thing: Body, told: Told) -> list[Difference]:
    """A synergy as its reader sees it."""
    life = world.lives.get(str(thing["synergy_id"]))
    if life is None or not life.parties or seen_before(world, life, entry, thing):
        return []
    group = thing.get("group") is not None
    if group and entry.path.endswith("/answers"):
        return []  # groups are found again after each act: the next answer tells of it
    if entry.role in ("operator", "animator") and not thing.get("masked"):
        check = check_groups.whole if group else check_pairs.whole
        return check(world, life, thing, told, entry.on)
    if entry.role == "company":
        view = check_groups.member_view if group else check_pairs.company_view
        return view(world, life, thing, told, entry.who)
    return []


def seen_before(world: World, life: Life, entry: Entry, thing: Body) -> bool:
    """Whether this reader was told the same of the same declarations and acts this month.

    It would give the same differences again: a year's lists say most things every day.
    """
    parts: list[object] = [str(entry.on)[:7], life.agreements, sorted(life.reports), life.stopped]
    for party in life.parties:
        flow, sharing = world.flows.get(party.flow or ""), world.sharings.get(party.sharing or "")
        parts += [flow and flow.version, sharing and sharing.version, world.place_of(party.site)]
        settings = world.territories.get(party.territory) or {}
        parts.append(settings.get("version"))
    mark = hash((json.dumps(thing, sort_keys=True), repr(parts)))
    reader = f"{entry.role} {entry.who} {life.id}"
    same = world.told.get(reader) == mark
    world.told[reader] = mark
    return same


def scope_of(world: World, entry: Entry) -> Scope:
    """Whose indicators an address tells: a territory's, a federation's, a company's."""
    place = re.fullmatch(rf"/v1/territories/{SIREN}/indicators", entry.path)
    if place:
        return Scope(frozenset(world.members_of(place.group(1))))
    company = re.fullmatch(rf"/v1/organisations/{UUID}/indicators", entry.path)
    return Scope(frozenset(), company.group(1) if company else "")


def read(path: str) -> Iterator[Body]:
    """A recording from a file, one line after the other."""
    with Path(path).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def main(arguments: list[str]) -> int:
    """Prints the differences; 1 if there are any, 2 without a recording."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tests.reference.ledger.compare recording.jsonl\n")
        return 2
    result = run(read(arguments[0]))
    sys.stdout.write(json.dumps(result.plain(), ensure_ascii=False, indent=1) + "\n")
    return 1 if result.differences else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
