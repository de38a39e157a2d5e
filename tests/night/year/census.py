"""What a recorded story met: each kind, state and event, counted. Pure.

A quarter that lacks one of ``WANTED`` is too poor a story to say that all figures are right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

Json = Mapping[str, Any]

WANTED: Final = (
    *("material pair", "energy pair", "water pair"),
    *("catering group", "childcare group", "freight group", "mobility group"),
    *("purchasing group", "rainwater group", "security group", "waste_collection group"),
    *("equipment group", "post group", "sandbox synergy"),
    *("detected pair", "qualified pair", "introduced pair", "interested pair", "consented pair"),
    *("running pair", "stopped pair", "refused pair", "already_done pair", "at risk pair"),
    *("contract_until life", "introduced group", "consented group", "running group"),
    *("near group", "viable group", "proposed group", "at_risk group", "lost group"),
    *("group that grows", "flow revised", "flow withdrawn", "sharing revised"),
    *("sharing withdrawn", "contract that ends", "agreed quantity", "untold quantity"),
    *("result", "member that leaves", "loss that warns", "person erased", "organisation erased"),
    *("introduction mail", "reminder mail", "last_reminder mail", "consent_request mail"),
    *("disclosure mail", "member_left mail", "at_risk mail", "group_over mail", "page"),
)
_DECLARED: Final = re.compile(r"/v1/sources/[^/]+/(flow|sharing|organisation)s/[^/]+")
_ACT: Final = re.compile(r"/v1/synergies/[^/]+/(\w+)")


def census(lines: Iterable[Json]) -> Counter[str]:
    """How often each was met; what is listed day after day counts each time."""
    found: Counter[str] = Counter()
    for line in lines:
        if "page" in line:
            found["page"] += 1
        elif "mail" in line:
            found[f"{line.get('step', 'other')} mail"] += 1
        elif 200 <= line["status"] < 300:
            found.update(_called(line))
    return found


def missing(found: Mapping[str, int]) -> list[str]:
    return [what for what in WANTED if not found.get(what)]


def _called(line: Json) -> Iterator[str]:
    method, path = line["method"], line["path"]
    if method == "GET" and path == "/v1/synergies" and not line["by"].startswith("company"):
        for one in line["answer"]["items"]:
            yield from _synergy(one)
    elif method == "POST" and path == "/v1/persons/erase":
        yield "person erased"
    elif declared := _DECLARED.fullmatch(path):
        yield from _declared(declared.group(1), line)
    elif method == "POST" and (act := _ACT.fullmatch(path)):
        yield from _act(act.group(1), line)


def _synergy(one: Json) -> Iterator[str]:
    group, state = one["group"], one["state"]
    form = "pair" if group is None else "group"
    yield f"{state} {form}"
    if state == "contract_until":
        yield "contract_until life"
    if one["sides"] and one["sides"][0]["territory"].startswith("0"):
        yield "sandbox synergy"
    if group is None:
        yield f"{one['nature']} pair"
        if one["at_risk"]:
            yield "at risk pair"
        return
    yield f"{group['state']} group"
    yield {"sharing": _shared(group["subject"])}.get(one["kind"], f"{group['subject']} group")
    if group.get("grows"):
        yield "group that grows"


def _shared(subject: str) -> str:
    """Posts go by codes of occupations."""
    return "post group" if re.fullmatch(r"[A-Z]\d{2,4}", subject) else "equipment group"


def _declared(kind: str, line: Json) -> Iterator[str]:
    if line["method"] == "DELETE":
        yield "organisation erased" if kind == "organisation" else f"{kind} withdrawn"
    elif line["status"] == 200:
        yield f"{kind} revised"
    if "contract_end" in str(line["body"]):
        yield "contract that ends"


def _act(act: str, line: Json) -> Iterator[str]:
    body = line["body"] or {}
    if act == "results":
        yield "result"
    elif act == "qualification" and line["answer"].get("warnings"):
        yield "loss that warns"
    elif act == "state" and body.get("state") == "running":
        yield "agreed quantity" if body.get("quantity") else "untold quantity"
    elif act == "answers" and _refuses(body) and line["answer"]["state"] == "running":
        yield "member that leaves"


def _refuses(body: Json) -> bool:
    return body.get("answer") == "refused"
