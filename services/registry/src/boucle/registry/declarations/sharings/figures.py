"""Figures and choices of a declaration, as its subject has them. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from boucle.catalogue import Catalogue
from boucle.catalogue.sharing import Choice, SharingCatalogue, SharingFigure, Terms
from boucle.contract.events.sharing import SharingDirection, SharingKind
from boucle.platform.errors import Fault
from boucle.platform.translating import both, tr
from boucle.registry.domain.codes import read_low
from boucle.registry.domain.values.measures import read_measure, span
from boucle.registry.domain.values.numbers import is_plain
from boucle.registry.domain.values.words import folded
from boucle.registry.domain.values.wrong import WrongValue

MOST_EUR_A_YEAR: Final = 1_000_000_000


def read_figures(given: Mapping[str, str], terms: Terms, faults: list[Fault]) -> dict[str, str]:
    """Those given, by key, each in its figure's unit; a fault of each that the subject does not
    know, has not, or cannot have."""
    faults += _unknown("figures", given, terms.figures)
    faults += _missing("figures", given, terms.figures.values())
    faults += _lasting(given)
    read: dict[str, str] = {}
    for key, figure in terms.figures.items():
        value = (
            in_units(f"figures.{key}", given[key], [figure.unit], faults) if key in given else None
        )
        if value is not None:
            read[key] = value
            number = Decimal(value)
            faults += [] if figure.holds(number) else [_beyond(figure, number, given[key])]
    return dict(sorted(read.items()))


def read_unclassified(
    given: Mapping[str, str],
    kind: SharingKind,
    direction: SharingDirection,
    catalogue: SharingCatalogue,
    faults: list[Fault],
) -> dict[str, str]:
    """The same where the subject is not known, in the unit that any subject of the kind has."""
    units: dict[str, dict[str, None]] = {}
    for subject in catalogue.subjects.values():
        terms = subject.terms(direction) if subject.kind == kind else None
        for figure in terms.figures.values() if terms else ():
            units.setdefault(figure.key, {})[figure.unit] = None
    read = {
        key: in_units(f"figures.{key}", value, units.get(key, {}), faults)
        for key, value in sorted(given.items())
    }
    return {key: value for key, value in read.items() if value is not None}


def in_units(field: str, value: str, units: Collection[str], faults: list[Fault]) -> str | None:
    """What a value with a unit is, in whichever of the units fits; None, and a fault, where none
    does, or several with other numbers."""
    found: set[str] = set()
    wrong = WrongValue("has a unit, and what it measures is not known", "a number, or a subject")
    for unit in units:
        try:
            found.add(read_measure(f"{unit}|{value}"))
        except WrongValue as each:
            wrong = each if len(units) == 1 else wrong
    if not units and is_plain(value):
        return value
    if len(found) != 1:
        faults.append(wrong.of(field, value))
        return None
    return found.pop()


def _beyond(figure: SharingFigure, number: Decimal, given: str) -> Fault:
    below = number < figure.least
    message = tr(
        "is less than a site can have ({label})"
        if below
        else "is more than a site can have ({label})",
        label=both(figure.label_en, figure.label_fr),
    )
    expected = span(figure.least, figure.most, figure.unit)
    return Fault(f"figures.{figure.key}", given, message, expected)


def cost_faults(cost: str | None) -> Iterator[Fault]:
    """Euros a year, of one site."""
    if cost is not None and not 0 <= Decimal(cost) <= MOST_EUR_A_YEAR:
        right_cost = tr("0 to {most_eur_a_year} EUR a year", most_eur_a_year=MOST_EUR_A_YEAR)
        yield Fault("cost", cost, "is not what a site pays a year", right_cost)


def read_choices(
    given: Mapping[str, str], terms: Terms, catalogue: Catalogue, faults: list[Fault]
) -> dict[str, str]:
    """The same of words; a List of Waste code as it is written."""
    faults += _unknown("choices", given, terms.choices)
    faults += _missing("choices", given, terms.choices.values())
    known = ((terms.choices[key], value) for key, value in given.items() if key in terms.choices)
    read = ((one.key, _word(one, value, catalogue, faults)) for one, value in known)
    return dict(sorted(read))


def with_its_kind(
    choices: dict[str, str], subject: str | None, description: str | None, terms: Terms
) -> dict[str, str]:
    """The same, with which machine or vehicle it is, where the description names one kind."""
    choice = terms.choices.get(subject or "")
    if choice is None or choice.key in choices:
        return choices
    said = f"_{_singular(description or '')}_"
    named = {
        key
        for key, of in choice.labels.items()
        if any(f"_{_singular(name)}_" in said for name in of)
    }
    longest = {key for key in named if not _within(key, named, choice)}
    return {**choices, choice.key: longest.pop()} if len(longest) == 1 else choices


def _singular(text: str) -> str:
    return "_".join(word.rstrip("sx") for word in folded(text).split("_"))


def _within(key: str, named: set[str], choice: Choice) -> bool:
    """Whether its name is a part of another's, as a lorry is of a tipper lorry."""
    own = [folded(name) for name in choice.labels[key]]
    others = [folded(name) for one in named - {key} for name in choice.labels[one]]
    return any(name != other and name in other for name in own for other in others)


def _word(choice: Choice, value: str, catalogue: Catalogue, faults: list[Fault]) -> str:
    field = f"choices.{choice.key}"
    if not choice.words:
        entry = read_low(field, value, catalogue, faults)
        return entry.code if entry else value
    words = {folded(name): key for key, of in choice.labels.items() for name in (*of, key)}
    word = value if value in choice.words else words.get(folded(value))
    if word is not None:
        return word
    faults.append(Fault(field, value, "is not a word that is known here", right(choice)))
    return value


def _unknown(place: str, given: Mapping[str, str], known: Mapping[str, object]) -> Iterable[Fault]:
    right = ", ".join(known)
    for key in sorted(given.keys() - known.keys()):
        yield Fault(
            f"{place}.{key}",
            given[key],
            "is not declared of this subject",
            tr("one of {words}", context="field", words=right) if right else "nothing here",
        )


def _missing(
    place: str, given: Mapping[str, str], known: Iterable[SharingFigure | Choice]
) -> Iterable[Fault]:
    for one in known:
        if one.required and one.key not in given:
            yield Fault(f"{place}.{one.key}", None, "is missing", right(one))


def _lasting(given: Mapping[str, str]) -> Iterable[Fault]:
    """An annuity ends; one of nothing is none."""
    annuity = given.get("annuity", "0")
    if "annuity_years" not in given and not (is_plain(annuity) and Decimal(annuity) == 0):
        message = "is missing: an annuity is paid for some years"
        yield Fault("figures.annuity_years", None, message, "the years left to pay, such as 12")


def right(one: SharingFigure | Choice) -> str:
    """What would be declared."""
    if isinstance(one, SharingFigure):
        unit = "" if one.unit == "1" else f" ({one.unit})"
        return both(one.label_en + unit, one.label_fr + unit)
    if not one.words:
        return "a List of Waste code such as 19 12 07"
    return tr("one of {words}", context="word", words=said_words(one))


def said_words(one: Choice, left_out: Collection[str] = ()) -> str:
    """The words that a choice takes: keys in English, labels in French; both are read."""
    words = {key: label for key, label in one.labels.items() if key not in left_out}
    return both(", ".join(words), ", ".join(label for label, _ in words.values()))
