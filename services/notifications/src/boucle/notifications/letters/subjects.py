"""Write what a synergy is about on one line: the reader's number, its use and how far. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from boucle.catalogue.wording.figures import Language
from boucle.contract.events.matching import Role
from boucle.contract.events.reasons import SynergyKind
from boucle.notifications.translating import translator
from boucle.pages.translating import N_, Translator

_ASIDE: Final = re.compile(r"\s*\(.*?\)|,.*$")
_JOINED: Final = re.compile(r" (?:et|ou|and|or) .*$")
_VOWEL: Final = re.compile(r"[aeiouyhàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_PARTNER: Final[dict[Role, str]] = {
    "offer": N_("un preneur possible"),
    "need": N_("un fournisseur possible"),
    "member": N_("une entreprise à rencontrer"),
}
_BRIEF: Final[dict[Role, str]] = {
    "offer": N_("preneur possible"),
    "need": N_("fournisseur possible"),
    "member": N_("une entreprise à rencontrer"),
}
_OF_PART: Final[dict[Role, tuple[str, str]]] = {
    "offer": (N_("un preneur possible d'une partie"), N_("preneur d'une partie")),
    "need": (N_("un fournisseur possible d'une partie"), N_("fournisseur d'une partie")),
}
_KINDS: Final[dict[SynergyKind, str]] = {
    "pooling": N_("Un service à mutualiser"),
    "sharing": N_("Un équipement ou un emploi à partager"),
    "new_activity": N_("Une activité nouvelle à envisager"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group's proposal in its reader's language. It holds the need (« 25 t/an de carton »), the
    ways to say what is new, longest first, and the name alone."""

    need: str
    news: tuple[str, ...]
    name: str


class Matter(Protocol):
    """What a subject line reads of a synergy. ``amount`` is the reader's own a year, short (« 9 000
    t/an »). ``band`` is the distance, masked or exact. ``sector`` is the other company's, where it
    may be shown. ``part``: less than all of it could move. A group has a ``proposal`` instead."""

    @property
    def language(self) -> Language: ...
    @property
    def kind(self) -> SynergyKind: ...
    @property
    def role(self) -> Role: ...
    @property
    def family(self) -> str: ...
    @property
    def amount(self) -> str | None: ...
    @property
    def band(self) -> str | None: ...
    @property
    def sector(self) -> str | None: ...
    @property
    def part(self) -> bool: ...
    @property
    def proposal(self) -> Proposal | None: ...


def subjects(about: Matter) -> tuple[str, ...]:
    """Return ever shorter subjects. The longest reads « 9 000 t/an de béton et gravats inertes : un
    preneur possible à moins de 10 km »."""
    _ = translator(about.language)
    if about.proposal is not None:
        need, news = _capital(about.proposal.need), about.proposal.news
        ways = (_("{matter} : {news}", matter=need, news=one) for one in news)
        return (*ways, about.proposal.name)
    near = place(about.band, _)
    called = _PARTNER[about.role], _BRIEF[about.role]
    if about.part:
        called = _OF_PART.get(about.role, called)
    partner, brief = map(_, called)
    sector = f" ({about.sector})" if about.sector else ""
    whole = (f"{partner}{sector} {near}", f"{brief}{sector} {near}")
    return with_matter(about, (*whole, f"{partner} {near}", f"{brief} {near}", partner, brief))


def with_matter(about: Matter, news: tuple[str, ...]) -> tuple[str, ...]:
    """Combine each way to tell the news with each way to name the reader's flow, longest first. The
    sector and the distance tell two mails about one flow apart."""
    _ = translator(about.language)
    *counted, plain = matters(about)
    return tuple(
        _("{matter} : {news}", matter=matter, news=one)
        for named in (counted, [plain])
        for one in dict.fromkeys(news)
        for matter in named
    )


def matters(about: Matter) -> Iterator[str]:
    _ = translator(about.language)
    if about.proposal is not None:
        yield _capital(about.proposal.need)
        yield about.proposal.name
        return
    if (named := _KINDS.get(about.kind)) is not None:
        yield _(named)
        return
    short = short_label(about.family)
    if about.amount:
        for label in dict.fromkeys((about.family, short, _JOINED.sub("", short))):
            yield _("{amount} {of_flow}", amount=about.amount, of_flow=of(label, _))
    yield _capital(short)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def place(band: str | None, _: Translator) -> str:
    if band is None:
        return _("à portée")
    low, between, high = band.removesuffix(" km").partition("-")
    if low.endswith("+"):
        return _("à plus de {km} km", km=low[:-1])
    if not between:
        return _("à {km} km", km=low)
    if low == "0":
        return _("à moins de {km} km", km=high)
    return _("entre {low} et {high} km", low=low, high=high)


def of(label: str, _: Translator) -> str:
    if _.language == "en":
        return f"of {label}"
    return f"d'{label}" if _VOWEL.match(label) else f"de {label}"


def short_label(label: str) -> str:
    return _ASIDE.sub("", label).strip() or label
