"""Put what the reader declared in words, to begin a subject and within a sentence. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from boucle.catalogue import Catalogue
from boucle.catalogue.wording.figures import number, with_unit
from boucle.notifications.directory.answer import OwnSharing
from boucle.notifications.letters import words
from boucle.notifications.letters.group_words.occupied import is_seasonal, mean, occupation, period
from boucle.notifications.letters.subjects import of, short_label
from boucle.pages.translating import N_, Translator


@dataclass(frozen=True, slots=True)
class OwnNeed:
    """A need in words: ``short`` « 25 t/an de carton » fits anybody, ``whole`` « vos 25 t par an de
    carton » is said to the reader; ``details`` « 180 °C »."""

    short: str
    whole: str
    details: tuple[str, ...] = ()

    @property
    def detailed(self) -> str:
        """Return « besoin de vapeur, 900 kW, 180 °C »."""
        return ", ".join((self.short, *self.details))

    def with_amount(self, amount: str | None) -> "OwnNeed":
        return replace(self, details=(amount, *self.details)) if amount else self


_UNSAID: Final[Mapping[str, OwnNeed]] = {
    "waste_collection": OwnNeed(N_("déchets"), N_("vos déchets")),
    "freight": OwnNeed(N_("envois"), N_("vos envois")),
    "rainwater": OwnNeed(N_("eau"), N_("l'eau que vous utilisez")),
    "purchasing": OwnNeed(N_("achats"), N_("vos achats")),
    "security": OwnNeed(N_("gardiennage"), N_("votre gardiennage")),
    "catering": OwnNeed(N_("repas du midi"), N_("vos repas du midi")),
    "childcare": OwnNeed(N_("places en crèche"), N_("vos places en crèche")),
    "mobility": OwnNeed(N_("trajets des salariés"), N_("vos trajets domicile-travail")),
}
"""Words for a need whose amount, or all of which, is unknown."""
_CARGO: Final[Mapping[str, str]] = {
    "ambient": N_("marchandises"),
    "chilled": N_("produits frais"),
    "frozen": N_("surgelés"),
}
_PRODUCTS: Final[Mapping[str, str]] = {
    "electricity": N_("électricité"),
    "gas": N_("gaz"),
    "fuel": N_("carburant"),
    "packaging": N_("emballages"),
    "ppe": N_("équipements de protection"),
    "office": N_("fournitures de bureau"),
    "other": N_("fournitures"),
}
_PLAIN: Final = frozenset({"temperature", "pressure", "load"})
"""What its unit tells."""
_HALF: Final = ("0,5", "0.5")
_THINGS: Final[Mapping[str, tuple[str, str]]] = {
    "steam": (N_("besoin de vapeur"), N_("vapeur")),
    "hot_water": (N_("besoin de chaleur"), N_("chaleur")),
    "compressed_air": (N_("besoin d'air comprimé"), N_("air comprimé")),
    "cold": (N_("besoin de froid"), N_("froid")),
    "effluent": (N_("besoin de traiter des effluents"), N_("station de traitement")),
    "storage": (N_("besoin d'entreposage"), N_("place d'entrepôt")),
    "platform": (N_("besoin de plateforme"), N_("plateforme")),
    "weighbridge": (N_("besoin d'un pont-bascule"), N_("pont-bascule")),
    "laboratory": (N_("besoin d'un laboratoire"), N_("laboratoire")),
    "washing": (N_("besoin d'une station de lavage"), N_("station de lavage")),
    "vehicle": (N_("besoin d'un véhicule"), N_("véhicule")),
    "machine": (N_("besoin d'une machine"), N_("machine")),
    "room": (N_("besoin d'une salle"), N_("salle")),
}
"""Equipment as it is needed and as it is offered; both follow « votre »."""


def need_of_equipment(
    subject: str, own: OwnSharing | None, _catalogue: Catalogue, _: Translator
) -> OwnNeed:
    """``own`` is the declaration, None while registry does not answer."""
    thing = _(_THINGS[subject][own is not None and own.direction == "offer"])
    return OwnNeed(thing, _("votre {thing}", thing=thing), tuple(_qualities(subject, own, _)))


def equipment_unit(subject: str) -> str | None:
    """Return the unit of what equipment offers or asks for; None of what is none."""
    from boucle.catalogue.sharing import sharing_catalogue  # noqa: PLC0415  for groups only

    found = sharing_catalogue().subjects.get(subject)
    equipment = found is not None and found.kind == "equipment"
    return found.unit if found and equipment and found.unit != "1" else None


def _qualities(subject: str, own: OwnSharing | None, _: Translator) -> Iterator[str]:
    """Yield what a need is compared with an offer by: « 180 °C », « 10 bar »."""
    from boucle.catalogue.sharing import sharing_catalogue  # noqa: PLC0415  for groups only

    found = sharing_catalogue().subjects.get(subject)
    terms = found.terms(own.direction) if found and own else None
    if own is None or terms is None:
        return
    if (named := terms.choices.get(subject)) and (word := own.choices.get(subject)):
        label = named.labels.get(word, (word, word))
        yield label[_.language == "en"]
    for key, figure in terms.figures.items():
        if figure.sense is not None and key in own.figures:
            said = with_unit(number(own.figures[key], _.language), figure.unit, _.language)
            name = figure.label_en if _.language == "en" else figure.label_fr
            yield said if key in _PLAIN else f"{name} {said}"


def need_of_service(
    subject: str, own: OwnSharing | None, catalogue: Catalogue, _: Translator
) -> OwnNeed:
    found = _SERVICES[subject](own, catalogue, _) if own and subject in _SERVICES else None
    unsaid = _UNSAID.get(subject, OwnNeed(N_("besoin"), N_("votre besoin")))
    return found or OwnNeed(_(unsaid.short), _(unsaid.whole))


def _waste(own: OwnSharing, catalogue: Catalogue, _: Translator) -> OwnNeed | None:
    entry = catalogue.find_low(own.choices.get("low"))
    tonnes = _figure(own, "tonnes", _)
    if entry is None or tonnes is None:
        return None
    label = short_label(entry.label_en if _.language == "en" else entry.label_fr)
    what = of(label, _)
    return OwnNeed(
        _("{tonnes} t/an {of_waste}", tonnes=tonnes, of_waste=what),
        _("vos {tonnes} t par an {of_waste}", tonnes=tonnes, of_waste=what),
    )


def _freight(own: OwnSharing, _catalogue: Catalogue, _: Translator) -> OwnNeed | None:
    tonnes = _figure(own, "tonnes", _)
    if tonnes is None:
        return None
    cargo = of(_(_CARGO.get(own.choices.get("temperature", ""), N_("marchandises"))), _)
    return OwnNeed(
        _("{tonnes} t/semaine {of_cargo}", tonnes=tonnes, of_cargo=cargo),
        _("vos {tonnes} t par semaine {of_cargo}", tonnes=tonnes, of_cargo=cargo),
    )


def _rainwater(own: OwnSharing, _catalogue: Catalogue, _: Translator) -> OwnNeed | None:
    roof, water = _figure(own, "roof", _), _figure(own, "water", _)
    if own.direction == "offer" and roof:
        return OwnNeed(_("toit de {roof} m²", roof=roof), _("votre toit de {roof} m²", roof=roof))
    if not water:
        return None
    return OwnNeed(
        _("{water} m³ d'eau par jour", water=water), _("vos {water} m³ d'eau par jour", water=water)
    )


def _purchasing(own: OwnSharing, _catalogue: Catalogue, _: Translator) -> OwnNeed | None:
    product = _PRODUCTS.get(own.choices.get("product", ""))
    if product is None:
        return None
    what = of(_(product), _)
    return OwnNeed(
        _("achats {of_product}", of_product=what), _("vos achats {of_product}", of_product=what)
    )


def _security(own: OwnSharing, _catalogue: Catalogue, _: Translator) -> OwnNeed | None:
    hours = _figure(own, "hours", _)
    if hours is None:
        return None
    return OwnNeed(
        _("gardiennage, {hours} h/semaine", hours=hours),
        _("votre gardiennage ({hours} h par semaine)", hours=hours),
    )


def _catering(own: OwnSharing, _catalogue: Catalogue, _: Translator) -> OwnNeed | None:
    meals = _figure(own, "meals", _)
    if meals is None:
        return None
    return OwnNeed(
        _("{meals} repas par jour", meals=meals), _("vos {meals} repas par jour", meals=meals)
    )


def _childcare(own: OwnSharing, _catalogue: Catalogue, _: Translator) -> OwnNeed | None:
    places = _count(own, "places")
    if places is None:
        return None
    return OwnNeed(
        _.ngettext("{count} place en crèche", "{count} places en crèche", places),
        _("votre place en crèche")
        if places == 1
        else _("vos {count} places en crèche", count=places),
    )


def _mobility(own: OwnSharing, _catalogue: Catalogue, _: Translator) -> OwnNeed | None:
    staff, count = _figure(own, "staff", _), _count(own, "staff")
    if staff is None or count is None:
        return None
    return OwnNeed(
        _.ngettext("trajets de {staff} salarié", "trajets de {staff} salariés", count, staff=staff),
        _.ngettext(
            "vos trajets domicile-travail ({staff} salarié)",
            "vos trajets domicile-travail ({staff} salariés)",
            count,
            staff=staff,
        ),
    )


def need_of_workforce(
    subject: str, own: OwnSharing | None, _catalogue: Catalogue, _: Translator
) -> OwnNeed:
    job = occupation(subject, _.language)
    when = period(own.months, _) if own and own.months else None
    if own is None or when is None:
        return OwnNeed(job, _("votre besoin en {job}", job=job))
    time = mean(own.months, _)
    if time in _HALF:
        return OwnNeed(
            _("{job} à mi-temps", job=job),
            _("votre besoin d'un mi-temps en {job}, {when}", job=job, when=when),
        )
    short = (
        _full_time(job, when, seasonal=is_seasonal(own.months), _=_)
        if time == "1"
        else _("{job}, {fte} temps plein", job=job, fte=time)
    )
    whole = (
        _("votre besoin d'un temps plein en {job}, {when}", job=job, when=when)
        if time == "1"
        else _("votre besoin de {fte} temps plein en {job}, {when}", fte=time, job=job, when=when)
    )
    return OwnNeed(short, whole)


def _full_time(job: str, when: str, *, seasonal: bool, _: Translator) -> str:
    if seasonal:
        return _("{job}, {when}", job=job, when=when)
    return _("{job} à temps plein", job=job)


_Said = Callable[[OwnSharing, Catalogue, Translator], OwnNeed | None]
_SERVICES: Final[Mapping[str, _Said]] = {
    "waste_collection": _waste,
    "freight": _freight,
    "rainwater": _rainwater,
    "purchasing": _purchasing,
    "security": _security,
    "catering": _catering,
    "childcare": _childcare,
    "mobility": _mobility,
}


def _figure(own: OwnSharing, key: str, _: Translator) -> str | None:
    value = own.figures.get(key)
    return None if value is None else number(words.significant(value), _.language)


def _count(own: OwnSharing, key: str) -> int | None:
    try:
        return int(Decimal(own.figures[key]))
    except (KeyError, InvalidOperation, ValueError):
        return None
