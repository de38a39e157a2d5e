"""What is told of a pair: whole to animators, masked to companies."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.reference.ledger import masks
from tests.reference.ledger.agreed import agreement_on, runs_on, scaled
from tests.reference.ledger.checks.beside import most_left
from tests.reference.ledger.factors import heat_replaced
from tests.reference.ledger.findings import Difference, Told, meets, same
from tests.reference.ledger.groups import Fault
from tests.reference.ledger.kinds import lines, pairs
from tests.reference.ledger.lives import rate
from tests.reference.ledger.quantities import Span, number
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Amount, Life, Report, read_span
from tests.reference.ledger.reports import grade, too_much
from tests.reference.ledger.rules import pair_of

HEAT = ("steam", "hot_water", "heat")
OVER = {"stopped", "refused", "already_done", "contract_until"}
"""An ended pair is told as it was when it ended: later revisions do not change it (OPEN.md)."""
MAILED = {"introduced", "interested", "consented", "studying", "running"}


def whole(world: World, life: Life, answer: Body, told: Told, on: date) -> list[Difference]:
    """A pair as somebody who sees it whole reads it."""
    pair = pair_of(world, life)
    found = life_told(life, answer, told, on)
    found += told.faults(result_faults(life, world.parameters().value("plausible_tco2e")))
    if pair is None or life.state in OVER:
        return found
    if life.state == "detected":
        found += told.faults(
            [Fault(what, rule, source) for what, rule, source in pairs.faults(pair, on)]
        )
    found += _quantity(world, life, pair, answer, told, on)
    found += _distance(pair, answer, told)
    if life.state == "running":
        found += _running(life, answer, told, on)
    else:
        found += _euros(world, pair, answer, told)
        found += _carbon(pair, answer, told)
    gain = read_span(answer.get("eur"))
    mailed = (
        life.state in MAILED and life.qualified_by is None and answer.get("found_by") == "engine"
    )
    if mailed and gain is not None and pairs.reckoned_loss(gain) and not life.pre_existing:
        rule = "`auto` never introduces what is reckoned a loss"
        found.append(told.differs("introduced by auto", gain, "a loss", rule, "issue 37.3"))
    return found + (_buyer_loses(pair, answer, told) if mailed else [])


def _buyer_loses(pair: pairs.Pair, answer: Body, told: Told) -> list[Difference]:
    """`auto` never introduces what is reckoned a loss for either (issue 37.3)."""
    amount = Amount.read(answer.get("quantity"))
    if amount is None or not pair.route or pair.need.unit_cost is None:
        return []
    cost = pairs.preparation(pair, amount.value)
    pays = pair.need.unit_cost * pair.yielded * amount.value
    if not cost.known or cost.bounds()[0] <= pays or (pair.offer.unit_cost or 0) > 0:
        return []
    rule = "`auto` never introduces what is a loss for either"
    return [told.differs("introduced by auto", f"pays {pays}", cost, rule, "issue 37.3", "OPEN 23")]


def _quantity(
    world: World, life: Life, pair: pairs.Pair, answer: Body, told: Told, on: date
) -> list[Difference]:
    """At most what is possible; that, where nothing else of both flows runs.

    Of a pair that people act on: now, while a list holds it, or at its last step (scores.md).
    """
    amount, right = Amount.read(answer.get("quantity")), pairs.possible(pair)
    current = pair_of(world, life, now=True)
    if amount is None or not right.known or amount.unit != pair.offer.unit or current is None:
        return []
    flows = {pair.offer.id, pair.need.id}
    taken = any(
        flows & {p.flow for p in other.parties}
        for other in world.lives.values()
        if other.id != life.id
        and other.agreements
        and (other.stopped is None or life.state != "detected")
    )
    left = most_left(world, life, pair, on) if life.state == "detected" else None
    if left is not None and amount.value > left * Fraction(1001, 1000) + Fraction(1, 1000):
        rule = "what other runs leave of its months"
        return [
            told.differs("quantity", float(amount.value), left, rule, "issue 37, hour of a user")
        ]
    for span in (right, pairs.possible(current)):
        if _within(amount.value, span, taken=taken):
            return []
    rule = "the lesser of offer and need, through the route's yield, in common months"
    shown = f"{float(amount.value):g} {amount.unit}"
    return [told.differs("quantity", shown, right, rule, "domain.md 5", "OPEN 17")]


def _within(amount: Fraction, right: Span, *, taken: bool) -> bool:
    if not right.known:
        return True
    low, high = right.bounds()
    least = Fraction(0) if taken else low * Fraction(999, 1000)
    return least <= amount <= high * Fraction(1001, 1000)


def _distance(pair: pairs.Pair, answer: Body, told: Told) -> list[Difference]:
    km = number(answer.get("distance_km"))
    if km is None or pair.km is None:
        return []
    if abs(km - pair.km) <= max(Fraction(15, 100), pair.km / 200):
        return []
    return [told.differs("distance_km", float(km), float(pair.km), "true places", "issue 37.4")]


def _euros(world: World, pair: pairs.Pair, answer: Body, told: Told) -> list[Difference]:
    """Euros of both a year: of pipes exactly, of freight at most what the prices leave."""
    gain, amount = read_span(answer.get("eur")), Amount.read(answer.get("quantity"))
    if amount is None or not pair.route:
        return []
    right = pairs.both_gain_most(pair, amount.value)
    if gain is not None and gain.known and not right.known:
        rule = "an unknown price or cost gives no figure"
        return [told.differs("eur", gain, right, rule, "scores.md, DIRECTION", "OPEN 4")]
    if pair.piped and pair.km is None:
        return []  # a site is gone: how long the line would be is no longer known
    if pair.piped:
        line = _line(world, pair, amount)
        right = right.minus(line) if right.known else right
        if same(gain, right) or (line.high and meets(gain, right)):
            return []
        rule = "quantity by (cost + price) less preparation"
        return [told.differs("eur", gain, right, rule, "users B1, B3", "OPEN 4")]
    if gain is None or not gain.known or not right.known:
        return []
    (low, high), (least, most) = gain.bounds(), right.bounds()
    if low <= least + 1 and high <= most + 1:
        return []
    rule = "freight costs something: at most cost + price less preparation"
    return [told.differs("eur", gain, f"at most {right}", rule, "users B3", "OPEN 4")]


def _line(world: World, pair: pairs.Pair, amount: Amount) -> Span:
    """What the line of a pair costs a year, at least as the crow flies (issue 37.4)."""
    kind, numbers = lines.of_family(pair.offer.family or ""), world.parameters()
    if kind is None or not pair.km:
        return Span(Fraction(0), Fraction(0))
    kwh = {"kWh": 1, "MWh": 1000, "GWh": 1_000_000}.get(amount.unit, 0) * amount.value
    return lines.yearly(kind, pair.km, numbers, kwh / numbers.value("hot_water_line_hours"))


def _carbon(pair: pairs.Pair, answer: Body, told: Told) -> list[Difference]:
    """CO2 of heat by pipe: the gas that it replaces (users B1)."""
    amount, given = Amount.read(answer.get("quantity")), read_span(answer.get("tco2e"))
    family = pair.offer.family or ""
    if amount is None or given is None or not given.known:
        return []
    middle = sum(given.bounds()) / 2
    if amount.unit == "t" and amount.value and middle > 5 * amount.value:
        rule = "above 5 tCO2e a tonne needs evidence"
        return [told.differs("tco2e", given, f"5 a tonne of {amount.value}", rule, "kinds 4")]
    if amount.unit != "MWh" or not pair.piped or not any(h in family for h in HEAT):
        return []
    right = heat_replaced(amount.value * pair.yielded)
    if same(given, right):
        return []
    rule = "heat replaces natural gas, 0.239 kgCO2e/kWh +-5 %"
    return [told.differs("tco2e", given, right, rule, "Base Carbone 37132, users B1", "OPEN 18")]


def _running(life: Life, answer: Body, told: Told, on: date) -> list[Difference]:
    """A running pair tells its figures by what was agreed, never the possible (users B1)."""
    found = []
    agreed = agreement_on(life, on)
    amount = agreed.amount if agreed else None
    for name, possible in (("eur", life.eur), ("tco2e", life.tco2e)):
        right = scaled(possible, amount, life.basis, life.fixed.get(name))
        given = read_span(answer.get(name))
        if possible is None or (amount is not None and life.basis is None):
            continue
        now = rate(life, on)
        reported = now.eur if name == "eur" else now.tco2e
        if not same(given, right) and not (life.reports and same(given, reported)):
            rule = "scaled by agreed / possible; null where no quantity was told"
            found.append(told.differs(f"running {name}", given, right, rule, "users B1"))
    return found


def life_told(life: Life, answer: Body, told: Told, on: date) -> list[Difference]:
    """What was agreed, since when, until when, and what was reported: as the requests said it."""
    found = []
    agreed = agreement_on(life, on)
    given = Amount.read(answer.get("agreed"))
    if agreed is not None and life.state == "running" and given != agreed.amount:
        rule = "agreed as told last"
        found.append(told.differs("agreed", given, agreed.amount, rule, "issue 37.2"))
    if life.agreements and life.state == "running" and answer.get("running_since"):
        right = life.agreements[-1].since.isoformat()
        if answer["running_since"] != right:
            rule = "runs so since the day that was told last"
            since = answer["running_since"]
            found.append(told.differs("running_since", since, right, rule, "issue 37.2", "OPEN 1"))
    if answer.get("state") == "running" and life.agreements and not runs_on(life, on):
        rule = "from the day it runs to the day it ends"
        found.append(told.differs("state", "running", "not running", rule, "issue 37.2"))
    return found + _results(life, answer, told)


def _results(life: Life, answer: Body, told: Told) -> list[Difference]:
    """Every report as it was made; `verified` only where both sides agree or a document shows."""
    listed = answer.get("results")
    if not isinstance(listed, list) or not life.reports or answer.get("masked"):
        return []

    def key(report: Report) -> tuple[str, ...]:
        parts = (report.first, report.last, report.amount, report.eur, report.tco2e, report.jobs)
        return tuple(str(p) for p in parts)

    wanted = {key(r) for r in life.reports.values()}
    given = {key(Report.read(r)) for r in listed}
    found = [
        told.differs("result", "absent", lacking, "as reported", "issue 37.2")
        for lacking in wanted - given
    ]
    if listed and not any("baseline" in key for told_one in listed for key in told_one):
        rule = "each result names its baseline and the share claimed"
        found.append(told.differs("baseline", "none", "one", rule, "issue 37.2", "OPEN 24"))
    found += [
        told.differs("result", more, "never reported", "as reported", "issue 37.2")
        for more in given - wanted
    ]
    return found


def company_view(
    world: World, life: Life, answer: Body, told: Told, company: str
) -> list[Difference]:
    """A pair as one of its companies reads it: own bounds, masks that hold the truth."""
    faults = masks.names_hidden(answer, company, life)
    pair = pair_of(world, life)
    gain = masks.told_gain(answer)
    if pair is None:
        return told.faults(faults)
    offers = pair.offer.organisation == company
    quantity = pairs.possible(pair)
    band = answer.get("distance_band")
    if band and pair.km is not None and not masks.band_holds(str(band), pair.km):
        what = f"band {band}, true {float(pair.km):.1f} km"
        faults.append(Fault(what, "a mask holds the truth", "issue 37.1"))
    if not answer.get("disclosed") and quantity.known:
        faults += own_faults(pair, offers, quantity, gain, answer)
    return told.faults(faults)


def own_faults(
    pair: pairs.Pair, offers: bool, quantity: Span, gain: Span | None, answer: Body
) -> list[Fault]:
    """What a company may be told to gain before consent (issue 37.3)."""
    bound = pairs.own_bound(pair, offers, quantity.bounds()[1])
    flow = pair.offer if offers else pair.need
    if bound.known:
        high = bound.bounds()[1]
        if offers and high <= 0:
            return _reference(gain, answer)
        return masks.at_most(gain, high, "own gain")
    if offers:
        return _reference(gain, answer)
    return masks.no_assumed(gain, flow.unit_cost, "own gain")


def _reference(gain: Span | None, answer: Body) -> list[Fault]:
    """An output that costs nothing: a public reference value with source, or what is missing."""
    eur = answer.get("eur") or answer.get("gain") or {}
    if gain is None or not gain.known:
        if eur and not eur.get("missing"):
            return [Fault("no figure and nothing missing", "a chiffrer with what", "issue 37.3")]
        return []
    if gain.bounds()[1] <= 0:
        return [Fault(f"told {gain}", "never a negation to who gives away", "issue 37.3, users B3")]
    named = any(eur.get(k) for k in ("source", "reference", "index", "factor"))
    if named:
        return []
    return [Fault(f"told {gain}", "a reference value names its source and date", "issue 37.3")]


def result_faults(life: Life, most: Fraction) -> list[Fault]:
    """`verified` needs both sides alike or a document (who, when, which) (issue 37.2)."""
    found = []
    for report in life.reports.values():
        if report.grade == "verified" and grade(life, report) != "verified":
            what = f"result {report.first}..{report.last} verified"
            found.append(Fault(what, "both sides alike, or a document", "issue 37.2"))
        if too_much(life, report, most):
            what = f"{report.tco2e} tCO2e of {report.amount}"
            found.append(Fault(what, "above 5 tCO2e a tonne needs evidence", "kinds 4, facts C08"))
    return found
