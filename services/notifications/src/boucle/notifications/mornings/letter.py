"""Write an animator's morning mail. Pure."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.notifications.directory.answer import Company
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import About, Action, Block, Letter
from boucle.notifications.letters.links import Links
from boucle.notifications.mornings.facts import MorningFact, MorningMatter
from boucle.notifications.translating import translator
from boucle.pages.translating import N_, Translator

LINES: Final = 12
_QUOTED: Final = 160  # characters of a question
_MOST_NAMED: Final = 3

_SENTENCES: Final[Mapping[MorningMatter, str]] = {
    "wrong_data": N_("{who} signale que ses données sont fausses."),
    "question": N_("{who} vous demande : « {said} »"),
    "failed": N_("{who} n'a pas reçu notre courriel : {why}."),
    "overdue": N_("{who} : la suite prévue pour le {day} vous attend."),
    "consented": N_("{who} accepte d'être nommée."),
    "interested": N_("{who} est intéressée."),
    "already_done": N_("{who} a déjà une solution."),
    "refused": N_("{who} ne donne pas suite."),
}
_ACTIONS: Final[Mapping[MorningMatter, str]] = {
    "wrong_data": N_("Vérifier ses données"),
    "question": N_("Lui répondre"),
    "contact": N_("Décider"),
    "join_request": N_("Décider"),
    "claim": N_("Décider"),
    "failed": N_("Voir ses contacts"),
    "overdue": N_("Noter où cela en est"),
}
_WHY_FAILED: Final[Mapping[str, str]] = {
    "no_contact": N_("aucun contact n'est connu"),
    "stopped": N_("son contact ne veut plus de courriels"),
    "not_written": N_("une erreur de notre part, signalée à l'exploitant"),
}
_REFUSED: Final = N_("sa messagerie l'a refusé")
_OPEN: Final = N_("Ouvrir la synergie")
_DECIDED: Final = frozenset[MorningMatter]({"contact", "join_request", "claim"})
_OF_A_COMPANY: Final = frozenset[MorningMatter]({"wrong_data", "failed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutMorning(About):
    """An animator, and what waits in their territories. ``names``: of companies there."""

    places: Sequence[str]
    facts: Sequence[MorningFact]
    names: Mapping[UUID, Company]

    @property
    def why(self) -> str:
        _ = translator(self.language)
        return _(
            "Vous recevez ce message, au plus un par matin ouvré, parce que vous animez ce "
            "territoire dans Boucle : {places}.",
            places=", ".join(self.places),
        )


def morning_letter(about: AboutMorning, links: Links, catalogue: Catalogue) -> Letter:
    _ = translator(about.language)
    lines = [_sentence(one, about, catalogue, _) for one in about.facts[:LINES]]
    blocks = [
        Block(key=rank == 0, lines=(line,), actions=(_action(fact, links, _, main=rank == 0),))
        for rank, (fact, line) in enumerate(zip(about.facts, lines, strict=False))
    ]
    if (more := len(about.facts) - LINES) > 0:
        others = _.ngettext("Et {count} autre", "Et {count} autres", more)
        blocks.append(Block(actions=(Action(others, links.page("/aujourdhui"), main=False),)))
    return Letter(
        about=about,
        subjects=_subjects(about.facts, _),
        preheader=lines[0],
        opening=(_("Voici ce qui vous attend ce matin, le plus urgent d'abord."),),
        blocks=tuple(blocks),
    )


def _subjects(facts: Sequence[MorningFact], _: Translator) -> tuple[str, ...]:
    each = [one.matter for one in facts for _each in range(one.count)]
    counts = _counts(each, _)
    ways = [", ".join(counts), ", ".join(counts[:3]), ", ".join(counts[:2])]
    few = [_.ngettext("{what} vous attend", "{what} vous attendent", len(each), what=ways[0])]
    few += [_("{what}… vous attendent", what=one) for one in ways[1:] if one != ways[0]]
    every = _.ngettext("{count} point vous attend", "{count} points vous attendent", len(each))
    return (*few, every)


def _counts(matters: Sequence[MorningMatter], _: Translator) -> list[str]:
    wrong, asked = matters.count("wrong_data"), matters.count("question")
    failed, due = matters.count("failed"), matters.count("overdue")
    decisions = sum(matters.count(one) for one in _DECIDED)
    answers = len(matters) - wrong - asked - decisions - failed - due
    counted = (
        (wrong, _.ngettext("{count} donnée à vérifier", "{count} données à vérifier", wrong)),
        (asked, _.ngettext("{count} question", "{count} questions", asked)),
        (decisions, _.ngettext("{count} décision", "{count} décisions", decisions)),
        (failed, _.ngettext("{count} courriel non reçu", "{count} courriels non reçus", failed)),
        (due, _.ngettext("{count} suite à donner", "{count} suites à donner", due)),
        (answers, _.ngettext("{count} réponse", "{count} réponses", answers)),
    )
    return [text for count, text in counted if count]


def _sentence(fact: MorningFact, about: AboutMorning, catalogue: Catalogue, _: Translator) -> str:
    if fact.matter in _DECIDED:
        return _decision(fact.matter, fact.count, _)
    known = [about.names[one].name for one in fact.companies if one in about.names]
    who = ", ".join(known[:_MOST_NAMED]) or _("Une entreprise")
    if len(known) > _MOST_NAMED:
        who += " …"
    if fact.family is not None:
        who += f" ({words.family(catalogue, fact.family, _.language)})"
    return _(
        _SENTENCES[fact.matter],
        who=who,
        said=textwrap.shorten(fact.said, _QUOTED, placeholder=" …"),
        why=_(_WHY_FAILED.get(fact.said, _REFUSED)),
        day=words.day(fact.due, _.language) if fact.due else "",
    )


def _decision(matter: MorningMatter, count: int, _: Translator) -> str:
    ways = {
        "contact": _.ngettext(
            "{count} contact est proposé : est-ce le bon ?",
            "{count} contacts sont proposés : sont-ce les bons ?",
            count,
        ),
        "join_request": _.ngettext(
            "{count} déclaration dit venir d'une entreprise connue.",
            "{count} déclarations disent venir d'entreprises connues.",
            count,
        ),
        "claim": _.ngettext(
            "{count} entreprise est à vérifier : ses flux attendent.",
            "{count} entreprises sont à vérifier : leurs flux attendent.",
            count,
        ),
    }
    return ways[matter]


def _action(fact: MorningFact, links: Links, _: Translator, *, main: bool) -> Action:
    if fact.matter == "question":
        path = f"/aujourdhui#question-{fact.question_id}"
    elif fact.matter in _DECIDED:
        path = "/confiance"
    elif fact.matter in _OF_A_COMPANY or fact.synergy_id is None:
        path = f"/entreprises/{fact.companies[0]}"
    else:
        path = f"/synergies/{fact.synergy_id}"
    label = _(_ACTIONS.get(fact.matter, _OPEN))
    return Action(label, links.page(path), main=main)
