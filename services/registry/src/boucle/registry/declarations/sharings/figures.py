"""Figures and choices of a declaration, as its subject has them. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from boucle.catalogue import Catalogue
from boucle.catalogue.sharing import Choice, Figure, Terms
from boucle.registry.domain.codes import read_low
from boucle.registry.domain.faults import Fault
from boucle.registry.domain.values.words import folded

MOST_EUR_A_YEAR: Final = 1_000_000_000


def read_figures(given: Mapping[str, str], terms: Terms, faults: list[Fault]) -> dict[str, str]:
    """Those given, by key; a fault of each that the subject does not know, has not, or cannot
    have."""
    faults += _unknown("figures", given, terms.figures)
    faults += _missing("figures", given, terms.figures.values())
    for key, value in given.items():
        figure = terms.figures.get(key)
        if figure is not None and not figure.holds(Decimal(value)):
            faults.append(_beyond(figure, value))
    return dict(sorted(given.items()))


def _beyond(figure: Figure, value: str) -> Fault:
    span = f"{figure.least.normalize():f} to {figure.most.normalize():f}"
    unit = "" if figure.unit == "1" else f" {figure.unit}"
    below = Decimal(value) < figure.least
    message, message_fr = ("is less", "est moins") if below else ("is more", "est plus")
    return Fault(
        f"figures.{figure.key}",
        value,
        f"{message} than a site can have ({figure.label_en})",
        span + unit,
        (
            f"{message_fr} que ce qu'un site peut avoir ({figure.label_fr})",
            span.replace(" to ", " à ").replace(".", ",") + unit,
        ),
    )


def cost_faults(cost: str | None) -> Iterator[Fault]:
    """Euros a year, of one site."""
    if cost is not None and not 0 <= Decimal(cost) <= MOST_EUR_A_YEAR:
        span = f"0 to {MOST_EUR_A_YEAR} EUR a year"
        fr = ("n'est pas ce qu'un site paie par an", f"0 à {MOST_EUR_A_YEAR} € par an")
        yield Fault("cost", cost, "is not what a site pays a year", span, fr)


def read_choices(
    given: Mapping[str, str], terms: Terms, catalogue: Catalogue, faults: list[Fault]
) -> dict[str, str]:
    """The same of words; a List of Waste code as it is written."""
    faults += _unknown("choices", given, terms.choices)
    faults += _missing("choices", given, terms.choices.values())
    known = ((terms.choices[key], value) for key, value in given.items() if key in terms.choices)
    read = ((one.key, _word(one, value, catalogue, faults)) for one, value in known)
    return dict(sorted(read))


def _word(choice: Choice, value: str, catalogue: Catalogue, faults: list[Fault]) -> str:
    field = f"choices.{choice.key}"
    if not choice.words:
        entry = read_low(field, value, catalogue, faults)
        return entry.code if entry else value
    words = {folded(word): word for word in choice.words}
    word = value if value in choice.words else words.get(folded(value))
    if word is not None:
        return word
    right = ", ".join(choice.words)
    fr = ("n'est pas un mot attendu ici", f"un mot parmi {right}")
    faults.append(Fault(field, value, "is not a word that is known here", f"one of {right}", fr))
    return value


def _unknown(place: str, given: Mapping[str, str], known: Mapping[str, object]) -> Iterable[Fault]:
    right = ", ".join(known)
    for key in sorted(given.keys() - known.keys()):
        yield Fault(
            f"{place}.{key}",
            given[key],
            "is not declared of this subject",
            f"one of {right}" if right else "nothing here",
            (
                "ne se déclare pas pour ce sujet",
                f"un champ parmi {right}" if right else "rien ici",
            ),
        )


def _missing(
    place: str, given: Mapping[str, str], known: Iterable[Figure | Choice]
) -> Iterable[Fault]:
    for one in known:
        if one.required and one.key not in given:
            expected, expected_fr = right(one)
            yield Fault(f"{place}.{one.key}", None, "is missing", expected, ("manque", expected_fr))


def right(one: Figure | Choice) -> tuple[str, str]:
    """What would be declared, in English and in French."""
    if isinstance(one, Figure):
        unit = "" if one.unit == "1" else f" ({one.unit})"
        return one.label_en + unit, one.label_fr + unit
    if not one.words:
        return "a List of Waste code such as 19 12 07", "un code déchet tel que 19 12 07"
    words = ", ".join(one.words)
    return f"one of {words}", f"un mot parmi {words}"
