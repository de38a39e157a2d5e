"""Say what registry leaves an animator to decide. Pure."""

from collections.abc import Iterable

from boucle.notifications.directory.answer import DecisionsWaiting
from boucle.notifications.mornings.facts import MorningFact
from boucle.notifications.mornings.reading import MorningSpan


def decisions_of(waiting: Iterable[DecisionsWaiting], span: MorningSpan) -> list[MorningFact]:
    """Return one of each kind; where the newest came after the span, it is new tomorrow."""
    return [
        MorningFact(
            matter=one.about,
            at=one.newest,
            recent=span.since < one.newest <= span.until,
            count=one.count,
        )
        for one in waiting
    ]
