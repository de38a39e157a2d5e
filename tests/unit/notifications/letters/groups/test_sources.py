"""What made a group's euros, as its page says it: value, source and day, or an assumption."""

from dataclasses import replace as changed

import pytest
from msgspec.structs import replace

from boucle.notifications.letters.groups.sources import sources
from boucle.notifications.letters.letter import AboutSynergy
from tests.kit.mails.received import plain
from tests.unit.notifications.letters.groups.written import PLACE, about, group


def of(name: str, **parameters: str) -> AboutSynergy:
    made = group(name)
    place = replace(PLACE, parameters=parameters)
    return changed(about(made, made.life, 0), territory=place)


def test_waste_says_its_source_its_day_and_what_is_assumed() -> None:
    [block] = sources(of("waste"))
    assert block.folded
    facts = {one.label: (plain(one.value), one.url) for one in block.facts}
    said, url = facts["Part de la collecte dans le coût des déchets"]
    assert said == "39 % (heyliot.com, lu le 28/11/2026)"
    assert url.startswith("https://heyliot.com/")
    assert facts["Prix de l'heure de camion"] == ("55 €/h (hypothèse du territoire)", "")


def test_what_a_territory_set_is_its_assumption() -> None:
    [block] = sources(of("waste", waste_hour_eur="70", waste_collection_share_most="0.3"))
    facts = {one.label: (plain(one.value), one.url) for one in block.facts}
    assert facts["Prix de l'heure de camion"] == ("70 €/h (hypothèse du territoire)", "")
    share = facts["Part de la collecte dans le coût des déchets"]
    assert share == ("30 % (hypothèse du territoire)", "")


def test_a_line_says_both_prices_of_its_metre() -> None:
    [block] = sources(of("equipment"))
    facts = {one.label: plain(one.value) for one in block.facts}
    low = facts["Prix le plus bas du mètre de réseau de vapeur"]
    assert low.startswith("2 100 €/m (lehavreseinedeveloppement.com, lu le ")
    high = facts["Prix le plus haut du mètre de réseau de vapeur"]
    assert high.startswith("6 000 €/m (agromatin.com, lu le ")
    years = facts["Durée d'amortissement d'une ligne"]
    assert years == "20 ans (hypothèse du territoire)"


@pytest.mark.parametrize("name", ["childcare", "post"])
def test_where_no_euros_are_told_none_are_explained(name: str) -> None:
    assert sources(of(name)) == ()
