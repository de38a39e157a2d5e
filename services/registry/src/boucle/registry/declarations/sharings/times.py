"""On which days and hours something is needed or offered, and until when. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from boucle.contract.events.sharing import Hours, SharingKind
from boucle.platform.errors import Fault
from boucle.platform.translating import tr

_DAY: Final = 24


def faults_of(kind: SharingKind, weekdays: Sequence[int], hours: Hours | None) -> Iterator[Fault]:
    """Of days of the week and hours of a day; equipment says both by its slots."""
    said = ("weekdays", weekdays), ("hours", hours)
    for name, value in said if kind == "equipment" else ():
        if value:
            yield Fault(
                name,
                ", ".join(map(str, value)),
                "is not declared of equipment: its slots say when",
                "leave it out, or slots",
            )
    if hours is not None and not 0 <= hours[0] < hours[1] <= _DAY:
        yield Fault(
            "hours",
            ", ".join(map(str, hours)),
            "are no hours of one day",
            "from and to of one day, 0 to 24: 6, 14; over midnight left out: at any hour then",
        )
    for at, hour in enumerate(hours or ()):
        if hour % 0.5:
            message, right = "is no hour or half hour", "an hour of the day: 8.5 is half past eight"
            yield Fault(f"hours[{at}]", hour, message, right)


def end_faults(since: date | None, until: date | None) -> Iterator[Fault]:
    """The last day is not before the first."""
    if since and until and until < since:
        yield Fault(
            "valid_until",
            until.isoformat(),
            tr("is before valid_from ({isoformat})", isoformat=since.isoformat()),
            "a date on or after valid_from",
        )
