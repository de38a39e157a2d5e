"""Whether what was declared is stored as it was said: numbers, costs, months, days."""

from __future__ import annotations

from tests.reference.ledger.findings import Difference, Told
from tests.reference.ledger.quantities import close, number
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.reading import read_figure
from tests.reference.ledger.recorded.recording import Entry

PLAIN = ("cost", "contract_end", "valid_until", "subject", "kind", "direction")


def stored(world: World, entry: Entry, told: Told) -> list[Difference]:
    """A declaration of a sharing against its answer (issue 37.5: one reader for all)."""
    body, answer = entry.body, entry.answer
    if entry.method not in ("PUT", "POST") or "/sharings" not in entry.path:
        return []
    if not isinstance(body, dict) or not isinstance(answer, dict) or "sharing_id" not in answer:
        return []
    return _fields(body, answer, told) + _figures(world, body, answer, told)


def _fields(body: Body, answer: Body, told: Told) -> list[Difference]:
    found = []
    for name in PLAIN:
        said, kept = body.get(name), answer.get(name)
        if said is None or said == kept:
            continue
        if number(said) is not None and number(said) == number(kept):
            continue
        if name in ("subject", "kind", "direction") or number(said) is None:
            continue
        found.append(told.differs(name, kept, said, "stored as declared", "issue 37.5"))
    said_months = [number(m) for m in body.get("months") or []]
    kept_months = [number(m) for m in answer.get("months") or []]
    if said_months and None not in said_months and said_months != kept_months:
        rule = "stored as declared"
        found.append(told.differs("months", answer.get("months"), body["months"], rule, "37.5"))
    return found


def _figures(world: World, body: Body, answer: Body, told: Told) -> list[Difference]:
    """Each figure as read in its unit ("2500 kg" of t a year is 2.5; figures.md 12)."""
    found = []
    subject = str(answer.get("subject"))
    for name, said in (body.get("figures") or {}).items():
        unit = world.figure_units.get((subject, name))
        right = read_figure(str(said), unit) if unit else number(said)
        kept = number((answer.get("figures") or {}).get(name))
        if right is None or (kept is not None and close(kept, right)):
            continue
        rule = "read with its unit, stored in the figure's"
        found.append(told.differs(name, kept, f"{said} = {float(right):g}", rule, "figures.md 12"))
    return found
