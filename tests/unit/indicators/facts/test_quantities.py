"""What is declared counts with what a site can have; more is in no total, and says so."""

from datetime import date
from uuid import UUID

import pytest

from boucle.catalogue import load_catalogue, most_usual
from boucle.contract.events.registry import Flow, Quantity, SiteFacts
from boucle.indicators.facts.quantities import TOO_MUCH_DECLARED, declared_amount
from boucle.indicators.facts.wire import report_unit_of

CONVERT = report_unit_of(load_catalogue())


@pytest.mark.parametrize(
    ("tonnes", "counts"), [("40000", True), ("8000000", True), ("8000001", False), ("1e8", False)]
)
def test_a_hundred_million_tonnes_of_concrete_are_in_no_total(tonnes: str, counts: bool) -> None:
    """A demolition firm gives up to 800 t a year and employee: 800,000 t of a thousand."""
    line = most_usual(load_catalogue(), "concrete_rubble", "output", None)
    assert line is not None
    assert (line.high, line.unit) == (800, "t")
    amount, missing = declared_amount(_flow(tonnes), CONVERT)
    assert (amount is not None, missing) == (counts, None if counts else TOO_MUCH_DECLARED)


def _flow(tonnes: str) -> Flow:
    return Flow(
        flow_id=UUID(int=1),
        organisation_id=UUID(int=2),
        site_id=UUID(int=3),
        territory="200084952",
        direction="output",
        nature="material",
        family="concrete_rubble",
        catalogue_version="1",
        quantity=Quantity(tonnes, "t"),
        site=SiteFacts(49.5, 0.1, "commune"),
        certainty="estimated",
        valid_from=date(2026, 1, 1),
    )
