"""Rows of an animator's file of offers."""

from boucle.catalogue import load_catalogue
from boucle.platform.translating import translated
from boucle.registry.api.files.offer_rows import checked_offers, offer_columns
from boucle.registry.domain.values.areas import Box
from boucle.registry.files.layout import layout_of
from boucle.registry.files.reading import read_table

FILE = """référence;organisation;latitude;longitude;sujet;source;payload
a;Collectes;49.1;-0.3;waste_collection;annuaire;9
b;Collectes;49.2;-0.3;waste_collection;annuaire;9
c;Collectes;49.1;-0.3;waste_collection;annuaire;9
d;Transports;49.2;-0.3;waste_collection;annuaire;9
"""


def test_a_site_of_a_file_is_at_one_place() -> None:
    table = read_table(FILE.encode(), offer_columns())
    layout = layout_of(table, offer_columns())
    checked = checked_offers(table, layout, "200065563", load_catalogue(), [Box(41, -5, 52, 10)])
    assert [offer.name for offer in checked.good] == ["a", "c", "d"]
    said = [(one.line, one.field, translated(one.message, "fr")) for one in checked.faults]
    assert said == [(3, "latitude", "place ailleurs le site de la ligne 2")]
