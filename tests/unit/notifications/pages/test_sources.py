"""What made the euros, as their page says it: value, source and day, or an assumption."""

from dataclasses import replace as changed

import pytest
from msgspec.structs import replace

from boucle.catalogue import load_catalogue
from boucle.notifications.letters.gain import Gain
from boucle.notifications.letters.letter import AboutSynergy
from boucle.notifications.letters.masked import masked_view
from boucle.notifications.pages.sources import sources_of_group, sources_of_pair
from tests.kit.mails.received import plain
from tests.unit.notifications.letters.groups.written import PLACE, about, group
from tests.unit.notifications.letters.test_mail import LIFE, OFFER
from tests.unit.notifications.letters.test_mail import about as about_pair


def of(name: str, **parameters: str) -> AboutSynergy:
    made = group(name)
    place = replace(PLACE, parameters=parameters)
    return changed(about(made, made.life, 0), territory=place)


def test_waste_says_its_source_its_day_and_what_is_assumed() -> None:
    [block] = sources_of_group(of("waste"))
    assert block.folded
    facts = {one.label: (plain(one.value), one.url) for one in block.facts}
    said, url = facts["Part de la collecte dans le coût des déchets"]
    assert said == "39 % (heyliot.com, lu le 28/11/2026)"
    assert url.startswith("https://heyliot.com/")
    assert facts["Prix de l'heure de camion"] == ("55 €/h (hypothèse du territoire)", "")


def test_what_a_territory_set_is_its_assumption() -> None:
    [block] = sources_of_group(of("waste", waste_hour_eur="70", waste_collection_share_most="0.3"))
    facts = {one.label: (plain(one.value), one.url) for one in block.facts}
    assert facts["Prix de l'heure de camion"] == ("70 €/h (hypothèse du territoire)", "")
    share = facts["Part de la collecte dans le coût des déchets"]
    assert share == ("30 % (hypothèse du territoire)", "")


def test_a_line_says_both_prices_of_its_metre() -> None:
    [block] = sources_of_group(of("equipment"))
    facts = {one.label: plain(one.value) for one in block.facts}
    low = facts["Prix le plus bas du mètre de réseau de vapeur"]
    assert low.startswith("2 100 €/m (lehavreseinedeveloppement.com, lu le ")
    high = facts["Prix le plus haut du mètre de réseau de vapeur"]
    assert high.startswith("6 000 €/m (agromatin.com, lu le ")
    years = facts["Durée d'amortissement d'une ligne"]
    assert years == "20 ans (hypothèse du territoire)"


@pytest.mark.parametrize("name", ["childcare", "post"])
def test_where_no_euros_are_told_none_are_explained(name: str) -> None:
    assert sources_of_group(of(name)) == ()


def test_the_density_of_the_waste_that_is_pooled_is_named() -> None:
    """Cardboard, 15 01 01, at 50 kg a cubic metre."""
    [block] = sources_of_group(of("waste"))
    facts = {one.label: plain(one.value) for one in block.facts}
    assert facts["Masse volumique du carton"] == "50 kg/m³ (hypothèse du territoire)"


def pair(route: str) -> dict[str, str]:
    view = masked_view(replace(LIFE, disclosed=True), OFFER, load_catalogue(), "fr")
    gain = Gain("environ 9 000 € par an", computed=True, whose="all")
    known = changed(view, route=route, gain=gain)
    [block] = sources_of_pair(about_pair(known))
    assert block.folded
    return {one.label: plain(one.value) for one in block.facts}


def test_a_pair_by_road_says_what_carries_and_prepares_it() -> None:
    assert pair("sawdust>animal_bedding") == {
        "Prix le plus bas du transport par route": "0,08 €/(t.km) (hypothèse du territoire)",
        "Prix le plus haut du transport par route": "0,16 €/(t.km) (hypothèse du territoire)",
        "Préparation": "10 à 50 €/t (hypothèse du territoire)",
    }


def test_a_pair_by_line_says_its_line() -> None:
    facts = pair("heat_hot_water>heat_hot_water")
    assert facts["Préparation"] == "0,5 à 4 €/MWh (hypothèse du territoire)"
    assert facts["Durée d'amortissement d'une ligne"] == "20 ans (hypothèse du territoire)"
    assert facts["Taux d'intérêt d'une ligne"] == "5 % (hypothèse du territoire)"


def test_a_pair_without_euros_or_before_names_explains_none() -> None:
    seen = masked_view(LIFE, OFFER, load_catalogue(), "fr")
    assert sources_of_pair(about_pair(seen)) == ()
