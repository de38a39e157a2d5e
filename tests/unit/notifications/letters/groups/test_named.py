"""What members read once they know each other: how much each has, who calls, what is left."""

import pytest
from msgspec.structs import replace

from boucle.contract.kinds import the_group
from tests.kit.mails.received import plain
from tests.unit.notifications.letters.groups.written import about, group, moved, received


def test_equipment_that_is_named_says_how_much_it_is() -> None:
    made = group("equipment")
    life = moved(made, "disclosure")
    heat = {"temperature": "180", "pressure": "10"}
    mail = plain(received(about(made, life, 1, figures=heat), "disclosure").body)
    assert "De son côté : Vapeur, 2 400 kW" in mail
    lead = plain(received(about(made, life, 1, figures=heat), "carrier_named").body)
    assert "De votre côté : Besoin de vapeur, 900 kW, 180 °C, 10 bar" in lead


def test_one_other_calls_the_reader_and_not_each() -> None:
    made = group("post")
    mail = received(about(made, moved(made, "disclosure"), 1), "disclosure")
    assert "vous appelle avant le" in plain(mail.body)


@pytest.mark.parametrize(
    ("rank", "said"),
    [
        (0, "Au prix proposé, vos coûts sont couverts."),
        (1, "À chiffrer : il manque le prix dont vous conviendrez entre vous."),
    ],
)
def test_who_keeps_nothing_more_reads_it_as_it_is(rank: int, said: str) -> None:
    made = group("equipment")
    life = moved(made, "disclosure")
    even = tuple(replace(one, saving="0") for one in the_group(life).members)
    life = replace(life, group=replace(the_group(life), members=even))
    mail = plain(received(about(made, life, rank), "disclosure").body)
    assert said in mail
