"""Check a territory's parameters of pooling and sharing. Pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from boucle.catalogue.sharing import sharing_catalogue
from boucle.platform.errors import Fault
from boucle.platform.nearest import nearest_first
from boucle.platform.translating import tr

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
            expected = tr(
                "{least} to {most} {unit}{whole}",
                least=f"{parameter.least:f}",
                most=f"{parameter.most:f}",
                unit=parameter.unit,
                whole=", a whole number" if parameter.whole else "",
            )
            yield Fault(field, value, "is out of bounds", expected)
