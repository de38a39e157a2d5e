"""Subjects of mails about a synergy: the reader's number first, then what for and how far. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from boucle.common.events.matching import Role, SynergyKind
from boucle.notifications.letters import words
from boucle.notifications.letters.masked import MaskedView
from boucle.notifications.letters.translating import N_, Translator, translator

_ASIDE: Final = re.compile(r"\s*\(.*?\)|,.*$")
_VOWEL: Final = re.compile(r"[aeiouyhàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_PARTNER: Final[dict[Role, str]] = {
    "offer": N_("un preneur possible"),
    "need": N_("un fournisseur possible"),
    "member": N_("une entreprise à rencontrer"),
}
_KINDS: Final[dict[SynergyKind, str]] = {
    "pooling": N_("Un service à mutualiser"),
    "sharing": N_("Un équipement ou un emploi à partager"),
    "new_activity": N_("Une activité nouvelle à envisager"),
}


def subjects(view: MaskedView) -> tuple[str, ...]:
    """« 9 000 t/an de béton et gravats inertes : un preneur possible à moins de 10 km », and with
    ever less where that is too long."""
    _ = translator(view.language)
    partner = _(_PARTNER[view.role])
    near = place(view.band, _)
    sector = view.others[0].sector if len(view.others) == 1 else None
    tails = [f"{partner} ({sector}) {near}"] if sector else []
    tails += [f"{partner} {near}", partner]
    return tuple(
        _("{matter} : {partner}", matter=matter, partner=tail)
        for matter in matters(view)
        for tail in tails
    )


def matters(view: MaskedView) -> Iterator[str]:
    """What it is about, longest first: amount and flow, the flow alone."""
    _ = translator(view.language)
    if view.kind in _KINDS:
        yield _(_KINDS[view.kind])
        return
    short = short_label(view.family)
    if view.own_amount:
        for label in dict.fromkeys((view.family, short)):
            yield _("{amount} {of_flow}", amount=view.own_amount, of_flow=of(label, _))
    yield words.sentence(short)


def place(band: str | None, _: Translator) -> str:
    """« à moins de 10 km », « à 10-30 km »."""
    if band is None:
        return _("à portée")
    low, between, high = band.removesuffix(" km").partition("-")
    if not between:
        return _("à plus de {km} km", km=low.rstrip("+"))
    span = f"{low}-{high}"
    return _("à moins de {km} km", km=high) if low == "0" else _("à {km} km", km=span)


def of(label: str, _: Translator) -> str:
    """« de vapeur », « d'eau industrielle »."""
    if _.language == "en":
        return f"of {label}"
    return f"d'{label}" if _VOWEL.match(label) else f"de {label}"


def short_label(label: str) -> str:
    """Without what stands in brackets or after a comma."""
    return _ASIDE.sub("", label).strip() or label
