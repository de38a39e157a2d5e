"""Check who writes to companies of a territory and who answers for their data: what its mails and
its legal pages lack. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.domain.entities import Animator, Controller, Territory

DEFAULT_BASIS: Final = "intérêt légitime (article 6.1.f du RGPD)"
"""Of who says none: whoever runs Boucle may stand on it, but for a public authority in its own
tasks (GDPR, article 6.1, last sentence), which is asked to say so."""


def shown_controller(answering: Controller | None) -> Controller | None:
    """Add the default legal basis if none is declared."""
    if answering is None:
        return None
    return replace(answering, basis=answering.basis or DEFAULT_BASIS)


def contact_warnings(territory: Territory, answering: Controller | None) -> Iterator[Fault]:
    """Yield warnings; ``answering``: the territory's own controller, or the nearest
    federation's."""
    if territory.kind == "epci":
        yield from _of_animator(territory.animator)
        if answering is None:
            yield _missing(
                "controller",
                "is missing, here and in its federation: mails and pages do not say who answers "
                "for personal data (GDPR, articles 13 and 14)",
                "name, address and rights, the address to write to about one's data",
            )
    if territory.controller is not None:
        yield from _of_controller(territory.controller)


def _of_animator(animator: Animator | None) -> Iterator[Fault]:
    if animator is None:
        yield _missing(
            "animator",
            "is missing: mails do not say who writes, nor whom to call",
            "name, email, phone and address of who runs the approach here",
        )
        return
    if animator.phone is None:
        yield _missing(
            "animator.phone",
            "is missing: mails name nobody whom a company could call",
            "a number that can be called, such as 02 61 91 00 12",
        )
    if animator.address is None:
        yield _missing(
            "animator.address",
            "is missing: mails do not say where who writes can be found",
            "an address by post, on one line",
        )


def _of_controller(controller: Controller) -> Iterator[Fault]:
    if controller.basis is None:
        yield _missing(
            "controller.basis",
            tr(
                "is not said: «{default_basis}» is shown, on which a public authority may "
                "not stand in its own tasks",
                default_basis=DEFAULT_BASIS,
            ),
            tr(
                "mission d'intérêt public (article 6.1.e du RGPD), if the controller is a "
                "public authority; else {default_basis}",
                default_basis=DEFAULT_BASIS,
            ),
        )
    if controller.publisher is None:
        yield _missing(
            "controller.publisher",
            "is missing: /mentions-legales does not say who directs what is published (LCEN)",
            "the name of a person",
        )
    if controller.host is None:
        yield _missing(
            "controller.host",
            "is missing: /mentions-legales does not say who hosts Boucle (LCEN)",
            "name, address and telephone number of who hosts it, on one line",
        )


def _missing(field: str, message: str, expected: str) -> Fault:
    return Fault(field, None, message, expected)
