"""What the region's bench declares: registry takes it, and takes the same from either form."""

from itertools import islice

from boucle.catalogue.loading.loader import load_catalogue
from boucle.matching.scoring import Rules
from boucle.registry.api.files.bilan_rows import checked_rows
from boucle.registry.files.columns import BILAN
from boucle.registry.files.layout import layout_of
from boucle.registry.files.reading import read_table
from tests.bench.worlds.regional_companies import FLOWS_EACH, bilan, regional_companies

FLOWS = 300


def test_a_row_of_a_bilan_and_a_request_say_the_same() -> None:
    catalogue = load_catalogue()
    made = list(regional_companies(Rules(catalogue), FLOWS))
    rows = [(company.name, flow) for company in made for flow in company.flows]
    table = read_table(bilan(rows))
    checked = checked_rows(table, layout_of(table, BILAN), catalogue, "")
    assert checked.faults == []
    assert [row.draft for row in checked.good] == [flow.draft for _, flow in rows]
    assert [row.name for row in checked.good] == [flow.name for _, flow in rows]


def test_there_are_as_many_flows_as_asked_for_and_the_same_again() -> None:
    rules = Rules(load_catalogue())
    made = list(regional_companies(rules, FLOWS))
    assert sum(len(company.flows) for company in made) == FLOWS
    assert max(len(company.flows) for company in made) == FLOWS_EACH
    again = islice(regional_companies(rules, 2 * FLOWS), 10)
    assert [company.flows for company in again] == [company.flows for company in made[:10]]
