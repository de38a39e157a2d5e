"""Tell who the others are, how to reach them, and who calls by when, once all agreed."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import Final

from boucle.contract.events.matching import NextAction
from boucle.notifications.directory.answer import Company, ContactAnswer, Own
from boucle.notifications.letters import words
from boucle.notifications.letters.calls import call_by
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter, LetterFact
from boucle.notifications.letters.masked import MaskedView
from boucle.notifications.letters.subjects import with_matter
from boucle.notifications.letters.synergy_parts import (
    arguments,
    contact_line,
    gain_block,
    recall,
    site_of,
)
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator

_UNDIALLED: Final = re.compile(r"[^0-9+]")


def disclosure(about: AboutSynergy) -> Letter:
    _ = translator(about.language)
    view = about.view
    names = ", ".join(other.name for other in about.others)
    first = first_call(about.others, view, about.today)
    return Letter(
        about=about,
        subjects=(
            *with_matter(view, (_("voici {names}", names=names),)),
            _("Vous voilà en relation avec {names}", names=names),
            _("Vous voilà en relation"),
        ),
        preheader=first,
        opening=(
            _(
                "Vous avez accepté d'échanger vos coordonnées avec {names}, qui a reçu les vôtres "
                ": {given}.",
                names=names,
                given=contact_line(about.company),
            ),
        ),
        blocks=(
            *named_blocks(about.others, view, about.today, about.next_action, about.sites),
            gain_block(view),
            *arguments(view),
            recall(about),
        ),
        closing=(_closing(about, names, _), *last_mail_note(about)),
    )


def named_blocks(
    others: Sequence[Company],
    view: MaskedView,
    since: date,
    action: NextAction | None = None,
    sites: Sequence[Own | None] = (),
) -> tuple[Block, ...]:
    """Return who the others are, and who calls whom by when, for mails and for the page. ``since``
    is the day on which the mails with the names were requested (``created_at`` of one), so that
    both companies read the same date."""
    _ = translator(view.language)
    return (
        *(
            Block(heading=one.name, facts=(*_site_facts(flow, _), *contact_facts(one, _)), key=True)
            for one, flow in zip_longest(others, sites)
        ),
        Block(
            heading=_("Prochaine étape"),
            lines=(first_call(others, view, since),) if others else (),
            facts=agreed_step(action, _),
            key=True,
        ),
    )


def first_call(others: Sequence[Company], view: MaskedView, since: date) -> str:
    _ = translator(view.language)
    by = words.day(call_by(since), view.language)
    who = ", ".join(person(one) for one in others)
    if not view.calls_first:
        return _("Nous proposons que {who} vous contacte avant le {by}.", who=who, by=by)
    if lacks_phone(others):
        return _("Nous proposons que vous écriviez à {who} avant le {by}.", who=who, by=by)
    return _("Nous proposons que vous appeliez {who} avant le {by}.", who=who, by=by)


def lacks_phone(others: Sequence[Company]) -> bool:
    return any(one.contacts and not one.contacts[0].phone for one in others)


def person(company: Company) -> str:
    name = company.contacts[0].name if company.contacts else None
    first, *rest = words.person(name, company.name)
    return f"{first} ({rest[0]})" if rest else first


def last_mail_note(about: AboutSynergy) -> tuple[str, ...]:
    """Return what is said to a reader who stopped our mails: the names agreed before still come."""
    _ = translator(about.language)
    text = _(
        "Vous avez demandé à ne plus recevoir nos messages : celui-ci, que vous aviez accepté de "
        "recevoir, est le dernier."
    )
    return (text,) if about.is_last else ()


def _site_facts(flow: Own | None, _: Translator) -> tuple[LetterFact, ...]:
    return (LetterFact(_("Site"), site_of(flow)),) if flow else ()


def contact_facts(company: Company, _: Translator) -> tuple[LetterFact, ...]:
    if not company.contacts:
        return (LetterFact(_("Contact"), _("à demander à l'animateur de votre territoire")),)
    person: ContactAnswer = company.contacts[0]
    facts = [LetterFact(_("Contact"), person.name)] if person.name else []
    if person.phone:
        facts.append(
            LetterFact(_("Téléphone"), person.phone, f"tel:{_UNDIALLED.sub('', person.phone)}")
        )
    return (*facts, LetterFact(_("Courriel"), person.email, f"mailto:{person.email}"))


def agreed_step(action: NextAction | None, _: Translator) -> tuple[LetterFact, ...]:
    if action is None:
        return ()
    due = (LetterFact(_("Pour le"), words.day(action.due, _.language)),) if action.due else ()
    return (LetterFact(_("À faire"), action.what), *due)


def _closing(about: AboutSynergy, names: str, _: Translator) -> str:
    care = _(
        "Ces coordonnées vous sont confiées pour cette synergie avec {names} seulement.",
        names=names,
    )
    if about.animator is None:
        return care
    helped = _("{name} reste à votre disposition.", name=about.animator.name)
    return f"{care} {helped}"
