"""Check a territory's parameters of pooling and sharing. Pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from boucle.catalogue.sharing import sharing_catalogue
from boucle.platform.errors import Fault
from boucle.platform.nearest import nearest_first
from boucle.platform.translating import tr
from boucle.registry.domain.values.measures import span

_NAMED: Final = 5


def parameter_faults(parameters: Mapping[str, str]) -> Iterator[Fault]:
    """Yield each unknown key and each value out of bounds."""
    known = sharing_catalogue().parameters
    for key, value in parameters.items():
        field, parameter = f"parameters.{key}", known.get(key)
        if parameter is None:
            near = ", ".join(nearest_first(key, sorted(known))[:_NAMED])
            yield Fault(field, value, "is not a parameter", tr("one such as {near}", near=near))
        elif not parameter.holds(Decimal(value)):
            expected = span(parameter.least, parameter.most, parameter.unit)
            if parameter.whole:
                expected = tr("{span}, a whole number", span=expected)
            yield Fault(field, value, "is out of bounds", expected)
    yield from _upside_down(parameters)


def _upside_down(parameters: Mapping[str, str]) -> Iterator[Fault]:
    """Yield each least that is above the most of the same, where either was set."""
    for low, high in _ends():
        if low in parameters or high in parameters:
            values = [sharing_catalogue().value(key, parameters) for key in (low, high)]
            if values[0] > values[1]:
                yield Fault(
                    f"parameters.{low if low in parameters else high}",
                    parameters.get(low, parameters.get(high)),
                    tr("leaves no span: {low} is above {high}", low=low, high=high),
                    tr(
                        "{low} of {most} at most, or {high} of {least} at least",
                        low=low,
                        high=high,
                        least=f"{values[0]:f}",
                        most=f"{values[1]:f}",
                    ),
                )


def _ends() -> Iterator[tuple[str, str]]:
    known = sharing_catalogue().parameters
    for key in known:
        for least, most in (("_low", "_high"), ("_least", "_most")):
            other = key.removesuffix(least) + most
            if key.endswith(least) and other in known:
                yield key, other
