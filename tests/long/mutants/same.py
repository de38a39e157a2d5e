"""Mutated lines, without their indent, that compute the same: each was read, by its plan."""

from collections.abc import Mapping, Sequence
from typing import Final

SAME: Final[Mapping[str, Sequence[str]]] = {
    "crowds": (
        # The greatest of both is asked, whichever is named which.
        "left[one.division != ANY] += max(0, count - own[one])",
    ),
    "shapley": (
        "_AT_ONCE: Final = 8193",  # how many at a time changes no answer
        "_AT_ONCE: Final = 8191",
        "inside = (masks[:, None] >> np.arange(count)) & 1 >= 1",  # a bit is 0 or 1
        "elif given != total:",  # less was asked before
        # As long as the line above found them.
        "shares = [share + part * (top - share) for share, top in zip(shares, most, strict=False)]",
    ),
    "value": (
        'if verdict <= "fail":',  # first of the verdicts by letters
        'return two_figures(value, 100.0)[0] if verdict <= "partial" else number(value), '
        "number(limit)",
        '"unknown" if worst >= TYPICAL else "partial" if worst == ESTIMATED else "pass"',
        '"unknown" if worst == TYPICAL else "partial" if worst >= ESTIMATED else "pass"',
        # Either way it is 1, or 0.
        "return served / wanted if served < wanted else wanted / served",
        "return round(0.0 if points <= 0.0 else min(points, 10000.0))",
    ),
    "gains": (
        "def gain_shown(coarse_pair: PairInputs, to: Role, rules: Rules, /, placed: bool) "
        "-> Amount:",  # all give it by name
        "if saving is not None and (public is None or Decimal(saving.low or 1) > 0):",  # it has
        "if saving is not None and (public is None or Decimal(saving.low or -1) > 0):",
        "if saving is not None and (public is None or Decimal(saving.low or 0) > 1):",  # a euro
        "if saving is not None and (public is None or Decimal(saving.low or 0) > -1):",
        "if saving is not None and (public is None or Decimal(saving.low or 0) >= 0):",
        "if isinstance(worst, str) or isinstance(best, str) or best.high < 0.0:",  # a point
        "if isinstance(worst, str) and isinstance(best, str) or best.high <= 0.0:",  # alike
        "low = worst.low * (least if worst.low >= 0.0 else most)",  # of 0 any part is 0
        "return (own.eur or 1.0) * float(free)",  # it pays something
        "return (own.eur or -1.0) * float(free)",
        'if to >= "offer":',  # "need" comes before "offer"
        'own, free = _row(pair, to), pair.offer_free if to >= "offer" else pair.need_free',
        'return pair.offer if role >= "offer" else pair.need',
    ),
    "worth": (
        # No territory asks for less than 0.
        "least = max( -1.0, *(one.least_gain for one in inputs.settings))",
        # Of what costs nothing or earns something a loss is left: as if nothing were known.
        "if known is None or known <= -1.0:",
        "if known is None or known == 0.0:",
        "if known is None or known < 0.0:",
        "return alone is None or alone < 0.0 or alone >= least",  # a point
        "return alone is None or alone <= 0.0 or alone > least",
        "return 1.0",  # a pair of a list has a route
        "return -1.0",
        'exact = inputs.offer if hidden >= "offer" else inputs.need',  # "need" comes before
        'if hidden >= "offer":',
    ),
    "formulas": ("for organisation, place in zip(life.organisations, places, strict=False):",),
    "group formulas": (
        # There are no more values than posts.
        "missing = (FEW_OTHERS,) if len(values) != len(posts) else ()",
        # An amount has both ends or none.
        "return (Decimal(amount.low or 1) + Decimal(amount.high or 0)) / 2",
        "return (Decimal(amount.low or -1) + Decimal(amount.high or 0)) / 2",
        "return (Decimal(amount.low or 0) + Decimal(amount.high or 1)) / 2",
        "return (Decimal(amount.low or 0) + Decimal(amount.high or -1)) / 2",
        "values = [_middle(one) for one in found if one.low is not None or one.high is not None]",
    ),
    "sums": ("elif amount.low is None and amount.high is None:",),
    "rainwater": (
        "ANY: Final = 11**15",  # more than any saving
        "ANY: Final = 9**15",
        "ANY: Final = 10** 16",
        "ANY: Final = 10** 14",
        # Of a litre a year no cent is saved.
        "spared = np.rint(paid * (used / np.maximum(taken, 2))).astype(np.int64)",
        # Of one group.
        "cost = int(judge.tank_cents(used, tank)[ -1])",
        "low, high = (int(each[ -1]) for each in judge.pipe_cents(totals))",
        "middle, half = int(judged.worth[ -1]), (high - low) // 2",
        "m3 = plain(Decimal(int(used[ -1])) / 1000)",
        'role="owner" if sharing.direction >= "offer" else "user",',  # "need" comes before
        "whole_time = True",  # nobody carries rain
    ),
    "electrical": (
        'once = tonnes / max(figure(sharing, "pickups") or 0, 1)',  # 1 at least all the same
        "return tonnes_of(int(totals.sums[1][ -1]))",  # of one group
    ),
    "emissions": (
        '_LORRIES: Final = ((27, "road_44t"), (15, "road_40t"), (6, "road_26t"), '
        '( -1, "road_12t"))',  # no payload is below 0
        "unsure = Decimal(factor.uncertainty_pct or 1) / 100",  # each lorry's is published
        "unsure = Decimal(factor.uncertainty_pct or -1) / 100",
    ),
    "tariffs": (
        # Of what all can pay, what is stated is a part.
        "alone=min(stated) if len(stated) >= len(alone) else None,",
        "alone = [worth_of(user, cost) for user, cost in zip(users, brought, strict=False)]",
    ),
    "transport": (  # "cold" and "compressed_air" never go by road
        'return need.booked if need.subject.key <= _EFFLUENT else need.price("moved")',
    ),
    "agreed": ("_EXACT: Final = Context(prec= 61)", "_EXACT: Final = Context(prec= 59)"),
    "rounding": (  # of a step only the place of its digit counts
        "step = Decimal( 2).scaleb(value.adjusted() - 1)",
        "step = Decimal( 0).scaleb(value.adjusted() - 1)",
        "step = Decimal( 2).scaleb(number.adjusted())",
        "step = Decimal( 0).scaleb(number.adjusted())",
    ),
    "letters of amounts": (
        # The ends are in order; a quarter more than what is not above 0 is no more.
        "if low == high or -1 < low <= high <= low * _NARROW:",
        "if low == high or 0 <= low <= high <= low * _NARROW:",
        "if low == high or 0 != low <= high <= low * _NARROW:",
        "if low == high or 0 < low < high <= low * _NARROW:",
        "if low == high or 0 < low != high <= low * _NARROW:",
        "if low >= high or 0 < low <= high <= low * _NARROW:",
        "if value == 1:",  # 0 and 1 read the same with one digit or two
        "if value == -1:",
        # Of a step only the place of its digit counts.
        "return value.quantize(Decimal( 2).scaleb(value.adjusted() - 1), rounding=rounding)",
        "return value.quantize(Decimal( 0).scaleb(value.adjusted() - 1), rounding=rounding)",
        "else _written(_two_figures(ends[ -1] / factor, upper), _)",  # there is one
        "if len(ends) != 1",
    ),
    "pairing": (
        # No length and no quantity is below 0.
        "return self.network_km != 0.0",
        "if line is None or self.joined or self.km <= 0.0 or moved == 0.0:",
    ),
    "freight": (
        # Stops of the least trips cost more than a cent.
        'moving = max((alone or 1) - cents(hours * parameters["freight_hour_eur"]), 0)',
        'moving = max((alone or -1) - cents(hours * parameters["freight_hour_eur"]), 0)',
        # Which bit a day has says nothing, nor do hours that are not asked for.
        "days = np.array([sum( 2 << day for day in each.weekdays) or -1 for each in members])",
        "days = np.array([sum(1 << day for day in each.weekdays) or - 2 for each in members])",
        "hours = np.array([each.hours or (- 2, 25) for each in members])",
        "hours = np.array([each.hours or (- 0, 25) for each in members])",
        "hours = np.array([each.hours or (-1, 26) for each in members])",
        "hours = np.array([each.hours or (-1, 24) for each in members])",
        "hours = np.array([each.hours or (1, 25) for each in members])",
        "hours = np.array([each.hours or (+1, 25) for each in members])",
        # Of lanes of a metre.
        "eur = np.rint(moving * (saved / np.maximum(driven, 2))).astype(np.int64)",
        "saved, driven = int(judged.worth[0]), max(int(totals.sums[1][0]), 2)",
        # Of one group.
        "saved, driven = int(judged.worth[ -1]), max(int(totals.sums[1][0]), 1)",
        "saved, driven = int(judged.worth[0]), max(int(totals.sums[1][ -1]), 1)",
        "tkm, kg = (int(each[ -1]) for each in totals.sums[5:7])",
        "least, most = int(judged.eur[ -1]), round(int(totals.sums[2][0]) * share)",
        "least, most = int(judged.eur[0]), round(int(totals.sums[2][ -1]) * share)",
        "fixed_low=euros(-round(int(totals.sums[7][ -1]) * stays)),",
        "fixed_low=euros(-round(int(totals.sums[ -1][0]) * stays)),",  # the last column
        'return sharing.direction >= "offer"',  # "need" comes before
    ),
    "thresholds": (
        # Of one group, one column.
        "amount = totals.sums[ -1]",
        "value = plain(Decimal(int(totals.sums[ -1][0])) / 1000)",
        "value = plain(Decimal(int(totals.sums[0][ -1])) / 1000)",
        'return sharing.direction >= "offer"',  # "need" comes before
        # Hours are two.
        "abs(here - there) <= most for here, there in zip(one.hours, other.hours, strict=False)",
    ),
    "carriers": (
        # The best of one is that one.
        "if len(carriers) <= 0:",
        "if len(carriers) < 1:",
        "return carriers[ -1] if carriers else None",
        # Of one group.
        "worth = int(pool.judge(pool.totals(pool.everyone)).worth[ -1])",
    ),
    "conditions": (
        # Of one subset.
        "return self.unknown is not None and bool(self.unknown[ -1])",
        "value, threshold = int(condition.value[ -1]), int(condition.threshold[0])",
        "value, threshold = int(condition.value[0]), int(condition.threshold[ -1])",
        # Nothing less nothing.
        "threshold - nothing,",
        "scale - nothing,",
    ),
    "waste": (
        # Of one group.
        "kg, most, alone_km, unknown = (int(totals.sums[at][ -1]) for at in (0, 4, 5, 6))",
        "toured = round(float((tours * judge.tour_km(totals, tours))[ -1]))",
        "if int(totals.sums[6][ -1]):",
        "savings = [max(int(judge.saving(totals, at)[ -1]), 0) for at in range(3)]",
        "stays = euros(-int(judge.collection(totals, 2)[ -1]))",
        'return sharing.direction >= "offer"',  # "need" comes before
        # So many members are never below 0; of two that are equal either is the greater.
        "return Judged(worth=saving, conditions=conditions, eur=saving, unknown=unknown != 0)",
        "return max(one, other) if isinstance(one, int) "
        "else other + (one - other) * (one >= other)",
    ),
    "members": (
        "if not TYPE_CHECKING:",  # a type's name
        # Which orders are drawn where members are many.
        "shares, stable = _shares(pool, judged, members[ -1].sharing_id, parameters)",
        # Of one group.
        "total = min(max(int(judged.eur[ -1]), 0), sum(most))",
        "exact = Decimal(int(value[ -1])) / Decimal(int(condition.scale[0]))",
        "exact = Decimal(int(value[0])) / Decimal(int(condition.scale[ -1]))",
        # Rows and days are of the members.
        "for member, row, day in zip(members, rows, joins, strict=False)",
    ),
    "masking": (
        "def mask_synergy(view: SynergyView, /, viewer: Viewer) -> SynergyView:",  # all by name
        "for side, visible in zip(view.sides, whole, strict=False)",  # of each side one
    ),
    "group masking": (
        "def _group(group: GroupView, visible: Collection[UUID], /, staff: bool, crowd: bool) "
        "-> GroupView:",
        "if not knows and len(whole) != len(view.sides):",  # never more
        # Of each side one.
        "mine = [side for side, is_own in zip(view.sides, own, strict=False) if is_own]",
        "for side, is_own in zip(view.sides, own, strict=False)",
        # First of the roles, or standings, by letters; last of the standings that stay.
        'return "already_done" if side.standing <= "already_done" else "refused"',
        'shows = {one.sharing_id for one in group.members if one.role <= "carrier"}.union(visible)',
        'return "introduced" if any(side.standing >= "pending" for side in stay) else "interested"',
        # Fewer than three are not counted.
        "return at_least(min(others, (preview.companies if preview else None) or -1))",
        "return at_least(min(others, (preview.companies if preview else None) or 1))",
    ),
    "possibilities": (
        # A copy has no life: no version of one is shown.
        "return PairInputs(own, other, both, (free, other.quantity), 1)",
        "return PairInputs(own, other, both, (free, other.quantity), -1)",
        "return PairInputs(other, own, both, (other.quantity, free), 1)",
        "return PairInputs(other, own, both, (other.quantity, free), -1)",
        'found.update(one.name for one in reasons if one.verdict <= "fail")',  # first by letters
        # Of the crowds some are counted, never more.
        "companies=min(counted) if len(counted) >= len(crowds) else None,",
    ),
    "group previews": (
        # Of those that are known, never more than there are.
        "return sum(known, Decimal(0)) if known and len(known) >= len(values) else None",
        "sure = len(known) >= len(gains) and not assumed",
        'members = [one for one in group.members if one.role > "carrier"]',  # owner and user
    ),
    "disclosures": (  # all give them by name
        "before: Life | None, after: Life, /, version: int, at: datetime, actor: str",
    ),
    "sure": (
        "def _farthest(exact: FlowInputs, /, short: bool) -> FlowInputs:",  # all give it by name
        "return True",  # without a route nothing is assessed, short or not
        "return step_below(step * (0.9 if step >= 0 else 1.1))",  # 0 stays, one line above
    ),
}
