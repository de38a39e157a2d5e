"""What a synergy brought, as reported: one result of a grade, a party and a period. Pure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Party, Result
from boucle.contract.kinds.members import LEFT
from boucle.matching.lives.commands import unfit
from boucle.matching.lives.runs import Stretch
from boucle.matching.lives.transitions import Who
from boucle.matching.quantities import in_base
from boucle.platform.translating import tr

_KWH_A_MWH: Final = 1000
_WH_A_MWH: Final = 1_000_000


def ensure_within(new: Result, ran: Sequence[Stretch]) -> None:
    """Raises ``Faulty`` on days on which it did not run."""
    begun = [one for one in ran if one.since <= new.period_start]
    if ran and not begun:
        right = tr("a date from {running_since} on, when it started", running_since=ran[0].since)
        raise unfit("period_start", new.period_start.isoformat(), right)
    until = begun[-1].until if begun else None
    if until is not None and new.period_end > until:
        right = tr("{stopped_on} or before: it stopped then", stopped_on=until)
        raise unfit("period_end", new.period_end.isoformat(), right)


def is_within(result: Result, ran: Sequence[Stretch]) -> bool:
    begun = [one for one in ran if one.since <= result.period_start]
    return not ran or any(one.until is None or result.period_end <= one.until for one in begun)


def ensure_inside(new: Result, parties: Iterable[Party]) -> None:
    """Raises ``Faulty`` on a party that left, for days after."""
    its = [one for one in parties if one.side.organisation_id == new.organisation_id]
    left = [one.answered_at for one in its if one.standing in LEFT and one.answered_at]
    if its and len(left) == len(its) and max(left).date() <= new.period_start:
        raise unfit("organisation_id", str(new.organisation_id), "a party that takes part in it")


def ensure_of_capacity(new: Result, group: Group) -> None:
    """Raises ``Faulty`` on more heat than its owner's plant gives in these days, at all hours."""
    owners = [one.amount for one in group.members if one.role == "owner" and one.amount]
    moved = in_base(new.quantity, "energy", None)
    if moved is None or not owners or "mwh" not in group.figures:
        return
    kw, days = sum(map(Decimal, owners)), (new.period_end - new.period_start).days + 1
    most = kw * 24 * days / _KWH_A_MWH
    if moved > most * _WH_A_MWH:
        right = tr("at most {most} MWh: {kw} kW in {days} days", most=most, kw=kw, days=days)
        raise unfit("quantity.value", new.quantity.value if new.quantity else "", right)


def with_result(results: tuple[Result, ...], new: Result, who: Who) -> tuple[Result, ...]:
    """In order of periods. Raises ``Faulty`` on what is not ``who``'s to say, and on a
    period that is reported already."""
    if new.grade == "verified" and who != "animator":
        raise unfit("grade", new.grade, "'estimated' or 'declared': the animator verifies")
    if new.grade == "verified" and new.document is None:
        raise unfit("document", "", "the document that shows it, or grade 'declared'")
    for former in results:
        if former.result_id == new.result_id:
            _ensure_own(former, new, who)
    kept = tuple(result for result in results if result.result_id != new.result_id)
    for result in kept:
        if _repeats(result, new):
            raise unfit(
                "period_start",
                new.period_start.isoformat(),
                tr(
                    "a period apart from {period_start}..{period_end} (already reported as "
                    "{grade}); give result_id {result_id} to replace it",
                    period_start=result.period_start,
                    period_end=result.period_end,
                    grade=result.grade,
                    result_id=result.result_id,
                ),
            )
    return tuple(sorted((*kept, new), key=lambda r: (r.period_start, r.grade, str(r.result_id))))


def _repeats(known: Result, new: Result) -> bool:
    apart = known.period_end < new.period_start or new.period_end < known.period_start
    of_one = (known.organisation_id, known.reported_by) == (new.organisation_id, new.reported_by)
    return of_one and known.grade == new.grade and not apart


def _ensure_own(known: Result, new: Result, who: Who) -> None:
    """Raises ``Faulty`` where a party replaces what another said, or what was verified."""
    own = known.organisation_id == new.organisation_id
    own &= known.reported_by in (None, new.reported_by)
    if who == "party" and (known.grade == "verified" or not own):
        right = "a result that this party reported itself, or no result_id for a new one"
        raise unfit("result_id", str(new.result_id), right)
