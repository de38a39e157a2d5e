"""What members read once they know each other: how much each has, who calls, what is left."""

import dataclasses
from datetime import date

import pytest
from msgspec.structs import replace

from boucle.catalogue import load_catalogue
from boucle.contract.events.matching import Life
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.contract.kinds import the_group
from boucle.notifications.directory.answer import OwnSharing
from boucle.notifications.letters.group_words.chosen import WORDS
from boucle.notifications.translating import translator
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
    assert "vous contacte avant le" in plain(mail.body)


def test_nobody_is_asked_to_call_where_no_phone_is_told() -> None:
    """`users.md` #19."""
    made = group("equipment")
    to = about(made, moved(made, "disclosure"), 0)
    people = [replace(one, contacts=(replace(one.contacts[0], phone=None),)) for one in to.others]
    mail = plain(received(dataclasses.replace(to, others=people), "disclosure").text)
    assert "Nous proposons que vous écriviez à Camille Lecanari1 (Canari 1 SARL) et" in mail
    assert "appeliez" not in mail


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


@pytest.mark.parametrize(
    ("saving", "said"),
    [
        ("0", "La même dépense qu'aujourd'hui."),
        ("-1394", "Environ 1 400 € par an de plus qu'aujourd'hui."),
    ],
)
def test_of_a_service_no_price_is_missing(saving: str, said: str) -> None:
    """A dearer carrier's loss is told with its name: 13,940 EUR of a group, a tenth of it hers."""
    made = group("waste")
    life = moved(made, "carrier_named")
    its = tuple(replace(one, saving=saving) for one in the_group(life).members)
    figures = {"tonnes": Amount("t", "78", "78")}
    life = replace(life, group=replace(the_group(life), members=its, figures=figures))
    for step in ("disclosure", "carrier_named"):
        mail = plain(received(about(made, life, 1), step).body)
        assert said in mail
        assert "il manque le prix" not in mail


def test_what_the_reader_declared_is_not_asked() -> None:
    made = group("waste")
    question = "Votre contrat actuel : jusqu'à quand court-il"
    asked = plain(received(about(made, made.life, 1), "introduction").body)
    known = about(made, made.life, 1, contract_end=date(2026, 12, 31))
    assert question in asked
    assert question not in plain(received(known, "introduction").body)


def test_half_a_post_and_the_load_of_an_effluent_are_named() -> None:
    post = group("post")
    mail = received(about(post, post.life, 0, months=("0.5",) * 12), "introduction")
    assert "à mi-temps" in plain(mail.subject)
    assert "votre besoin d'un mi-temps en" in plain(mail.body)
    assert "0,5 temps plein" not in plain(mail.body)
    own = OwnSharing(
        site="STEP",
        kind="equipment",
        direction="offer",
        subject="effluent",
        figures={"cod": "5000"},
    )
    need = WORDS["equipment"].need("effluent", own, load_catalogue(), translator("fr"))
    assert plain(need.detailed) == "station de traitement, DCO 5 000 mg/L"


def of_steam() -> Life:
    """1.3 km of line at 2,100 to 6,000 EUR a metre, over twenty years at 5 %: 219,062 to 625,892
    EUR a year, of one user that saves 247,401 at the middle."""
    life = moved(group("equipment"), "disclosure")
    members = the_group(life).members
    savings = {members[0].sharing_id: "191152", members[1].sharing_id: "247401"}
    figures = {
        "eur": Amount("EUR", "235138", "641968", fixed_low="-625892", fixed_high="-219062"),
        "mwh": Amount("MWh", "26208", "26208"),
        "tariff_proposed": Amount("EUR/kWh", "0.0244", "0.0244"),
    }
    reckoned = tuple(
        replace(one, saving=savings.get(one.sharing_id, "0"), alone="1310400") for one in members
    )
    group_now = replace(the_group(life), members=reckoned, figures=figures)
    return replace(life, group=group_now)


def test_a_user_reads_its_range_the_price_and_what_the_line_costs() -> None:
    mail = plain(received(about(group("equipment"), of_steam(), 1), "disclosure").body)
    # 247,401 less and more (625,892 - 219,062) / 2 = 203,415
    assert "Entre 44 000 et 450 000 € par an." in mail
    # 0.0244 EUR a kWh: never three decimals
    assert "Prix proposé : 2,44 c€/kWh" in mail
    # 219,062 and 625,892 over 0.0802426 a year
    assert "Ligne à construire : entre 2,7 et 7,8 M€, déjà déduits" in mail


def test_an_owner_reads_its_share_at_the_price_proposed() -> None:
    mail = plain(received(about(group("equipment"), of_steam(), 0), "disclosure").body)
    assert "Environ 190 000 € par an." in mail


def test_what_runs_is_told_at_the_quantity_agreed() -> None:
    life = replace(
        of_steam(),
        state="running",
        running_since=date(2026, 7, 1),
        agreed=Quantity("10000", "MWh"),
        potential=Quantity("26208", "MWh"),
    )
    mail = plain(received(about(group("equipment"), life, 1), "at_risk").body)
    # 861,030 × 10,000 / 26,208 = 328,537, less a line of 219,062 to 625,892
    assert "Ce que vous y gagnez ensemble Jusqu'à 110 000 € par an, ou un surcoût" in mail
    # and 328,537 - 625,892
    assert "un surcoût jusqu'à 300 000 € par an." in mail
    assert "450 000" not in mail
