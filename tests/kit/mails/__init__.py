"""What every mail that a company reads must hold, as pure rules over mails as received.

A rule says what breaks it, one finding a line; ``findings`` runs all of them. Each has a test with
a mail that breaks it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from tests.kit.mails import frame, matter, together
from tests.kit.mails.facts import Known, Seen
from tests.kit.mails.received import Received

__all__ = ["OF_ALL", "OF_EACH", "Known", "Received", "Seen", "findings"]

OF_EACH: Final[Mapping[str, Callable[[Received, Known], Iterable[str]]]] = {
    rule.__name__: rule
    for rule in (
        *(frame.subject, frame.preheader, frame.headers, frame.html, frame.remote, frame.links),
        *(frame.signed, frame.foot),
        *(
            matter.gain,
            matter.language,
            matter.typography,
            matter.units,
            matter.quantities,
            matter.secrets,
        ),
        matter.calendar,
    )
}
OF_ALL: Final[Mapping[str, Callable[[Sequence[Seen]], Iterable[str]]]] = {
    rule.__name__: rule
    for rule in (
        *(together.subjects, together.often, together.weak),
        *(together.unwanted, together.copies, together.threads),
    )
}


def findings(seen: Sequence[Seen], but: Iterable[str] = ()) -> Iterator[str]:
    """What is wrong with these mails, in the order in which they came: ``rule: mail: what``.
    ``but``: rules that cannot be asked of them."""
    left_out = {*but}
    for name, rule in OF_EACH.items():
        if name not in left_out:
            for one in seen:
                yield from (
                    f"{name}: {one.name}: {what}"
                    for what in dict.fromkeys(rule(one.mail, one.known))
                )
    for name, every in OF_ALL.items():
        if name not in left_out:
            yield from (f"{name}: {what}" for what in every(seen))
