"""Tell members who the others are, how to reach them, who calls by when, who serves the group."""

from datetime import date
from itertools import zip_longest
from uuid import UUID

from boucle.catalogue import load_catalogue
from boucle.contract.events.matching import NextAction
from boucle.notifications.directory.answer import Own, OwnSharing
from boucle.notifications.letters import words
from boucle.notifications.letters.calls import call_by
from boucle.notifications.letters.disclosure import (
    agreed_step,
    contact_facts,
    lacks_phone,
    last_mail_note,
    person,
)
from boucle.notifications.letters.group_words.chosen import WORDS
from boucle.notifications.letters.group_words.masked import MaskedGroup
from boucle.notifications.letters.groups.parts import gain, group_of, joined, limits, proposed
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter, LetterFact
from boucle.notifications.letters.subjects import with_matter
from boucle.notifications.letters.synergy_parts import arguments, contact_line, site_of
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def group_disclosure(about: AboutSynergy) -> Letter:
    _, group = translator(about.language), group_of(about)
    names = joined([one.name for one in about.others] or [_("votre groupe")], _)
    count = len(about.others) + 1
    return Letter(
        about=about,
        subjects=(
            *with_matter(
                about.view,
                (
                    _("voici {names}", names=names),
                    _("vous êtes {count}, voici qui", count=count),
                ),
            ),
            _("Voici les entreprises de votre groupe"),
        ),
        preheader=called_first(about, about.today),
        opening=(
            *_grown(group, _),
            _exchanged(about, _),
        ),
        blocks=(
            *group_named_blocks(about, about.today),
            gain(about),
            proposed(about),
            *arguments(about.view),
            *limits(about),
        ),
        closing=(_closing(about, names, _), *last_mail_note(about)),
    )


def _exchanged(about: AboutSynergy, _: Translator) -> str:
    group = group_of(about)
    if group.outvoted:
        return _(
            "Vous restez dans le groupe pour {matter}. Vous avez dit non : les nouvelles "
            "entreprises n'ont pas votre nom, ni vous le leur.",
            matter=group.need.whole,
        )
    count, given = len(about.others) + 1, contact_line(about.company)
    if group.growing is not None:
        return _(
            "Vous y êtes {count} entreprises, pour {matter}. Vos coordonnées sont transmises : "
            "{given}.",
            count=count,
            matter=group.need.whole,
            given=given,
        )
    return _(
        "Vous êtes {count} entreprises d'accord pour échanger vos coordonnées à propos de "
        "{matter}. Les vôtres sont transmises : {given}.",
        count=count,
        matter=group.need.whole,
        given=given,
    )


def _grown(group: MaskedGroup, _: Translator) -> tuple[str, ...]:
    return () if group.growing is None else (_(group.growing.grown),)


def group_named_blocks(about: AboutSynergy, since: date) -> tuple[Block, ...]:
    """Return who calls whom by when, who the others are and who serves them, for mails and pages.
    The call comes first: the others may be many."""
    _, group = translator(about.language), group_of(about)
    members = tuple(
        Block(
            heading=one.name,
            facts=(*_declared(own, id_, group, _), *contact_facts(one, _)),
            key=True,
        )
        for one, id_, own in zip_longest(about.others, about.other_ids, about.sites)
    )
    return (_next(about, since, about.next_action, _), *members, *_carrier(about, group, _))


def _declared(
    own: Own | None, organisation: UUID, group: MaskedGroup, _: Translator
) -> tuple[LetterFact, ...]:
    if own is None:
        return ()
    where = LetterFact(_("Site"), site_of(own))
    if not isinstance(own, OwnSharing):
        return (where,)
    need = WORDS[group.kind].need(group.subject, own, load_catalogue(), _)
    need = need.with_amount(group.amounts.get(organisation))
    return (LetterFact(_("De son côté"), words.sentence(need.detailed)), where)


def _carrier(about: AboutSynergy, group: MaskedGroup, _: Translator) -> tuple[Block, ...]:
    """Name the carrier or host without contact: it has agreed to nothing yet."""
    if about.carrier is None:
        return ()
    text = (
        _(
            "{carrier}, proposé par {name}, qui vous le présentera.",
            carrier=about.carrier.name,
            name=about.animator.name,
        )
        if about.animator
        else _("{carrier}, proposé par l'animation du territoire.", carrier=about.carrier.name)
    )
    return (Block(heading=_(group.wording.server), lines=(text,), key=True),)


def _next(about: AboutSynergy, since: date, action: NextAction | None, _: Translator) -> Block:
    lines = (called_first(about, since),) if about.others else ()
    return Block(heading=_("Prochaine étape"), lines=lines, facts=agreed_step(action, _), key=True)


def called_first(about: AboutSynergy, since: date) -> str:
    _, group = translator(about.language), group_of(about)
    by = words.day(call_by(since), about.language)
    if about.view.calls_first:
        who = joined([person(one) for one in about.others], _)
        if lacks_phone(about.others):
            return _("Nous proposons que vous écriviez à {who} avant le {by}.", who=who, by=by)
        return _("Nous proposons que vous appeliez {who} avant le {by}.", who=who, by=by)
    first = dict(zip(about.other_ids, about.others, strict=True)).get(group.caller)
    if first is None:
        return _("Nous proposons que vous vous appeliez avant le {by}.", by=by)
    if len(about.others) == 1:
        return _("Nous proposons que {who} vous contacte avant le {by}.", who=person(first), by=by)
    return _("Nous proposons que {who} contacte chacun avant le {by}.", who=person(first), by=by)


def _closing(about: AboutSynergy, names: str, _: Translator) -> str:
    care = _(
        "Ces coordonnées vous sont confiées pour ce groupe avec {names} seulement.", names=names
    )
    if about.animator is None:
        return care
    helps = _("{name} reste à votre disposition.", name=about.animator.name)
    return f"{care} {helps}"
