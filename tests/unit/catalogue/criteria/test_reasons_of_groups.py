"""Every criterion of a group in words, at every verdict, whole and masked, in both languages."""

from dataclasses import replace
from typing import get_args

import pytest

from boucle.catalogue import load_catalogue
from boucle.catalogue.criteria import Verdict, sentence
from boucle.catalogue.criteria.equipment import SPECS as OF_EQUIPMENT
from boucle.catalogue.criteria.pooling import SPECS as OF_POOLING
from boucle.catalogue.criteria.posts import SPECS as OF_POSTS
from boucle.catalogue.wording.figures import NBSP
from tests.unit.catalogue.criteria.test_reasons import Shown, masked

WHOLE = (
    Shown("members", value="3", limit="5", unit="1"),
    Shown("saving_share", value="12.5", limit="10", unit="%"),
    Shown("load", value="78", limit="80", unit="%"),
    Shown("km_saved", value="22", limit="15", unit="%"),
    Shown("operation", value="220", limit="250", unit="kg"),
    Shown("meals", value="160", limit="150", unit="1/d"),
    Shown("places", value="14", limit="14", unit="1"),
    Shown("staff", value="60", limit="50", unit="1"),
    Shown("water", value="1500", limit="0.001", unit="m3"),
    Shown("payback", value="2400", limit="1900.5", unit="EUR"),
    Shown("stability"),
    Shown("concentration"),
    Shown("contract_ends", value="2"),
    Shown("carrier", value="00000000-0000-4000-8000-00000000000a"),
    Shown("declared_load", value="1", limit="3"),
    Shown("declared_cost", value="2", limit="5"),
    Shown("annual_formula"),
    Shown("capacity", value="700", limit="900", unit="kW"),
    Shown("reach", value="6.672", limit="5.5", unit="km"),
    Shown("line", value="1.2", limit="1.5", unit="MWh/m/a"),
    Shown("line_cost"),
    Shown("price", value="0.09", limit="0.1", unit="EUR/kWh"),
    Shown("price", value="90", limit="60", unit="EUR/m2/a"),
    Shown("temperature", value="-18", limit="-25", unit="Cel"),
    Shown("pressure", value="8", limit="10", unit="bar"),
    Shown("purity", value="95", limit="99", unit="%"),
    Shown("cod", value="2000", limit="1500", unit="mg/L"),
    Shown("ph", value="9", limit="8.5", unit="1"),
    Shown("load", value="500", limit="800", unit="kg"),
    Shown("tariff", value="0.05", limit="0.06", unit="EUR/kWh"),
    Shown("tariff", value="annuity,stand_alone"),
    Shown("contract", value="permanent_part_time"),
    Shown("contract", value="near"),
    Shown("full_time_months", value="0.95", limit="0.9", unit="FTE"),
    Shown("full_time_months", value="1,2,12", limit="0.9", unit="FTE"),
    Shown("fullest_month", value="1.1", limit="1.05", unit="FTE"),
    Shown("occupation"),
    Shown("same_activity"),
    Shown("beginning", value="2027-07-01"),
)


def test_each_has_an_example() -> None:
    names = {spec.name for spec in (*OF_POOLING, *OF_EQUIPMENT, *OF_POSTS)}
    assert names == {one.name for one in WHOLE}


@pytest.mark.parametrize("verdict", get_args(Verdict))
@pytest.mark.parametrize("reason", WHOLE, ids=lambda reason: f"{reason.name}-{reason.value}")
def test_each_reads_at_every_verdict(reason: Shown, verdict: Verdict) -> None:
    whole = replace(reason, verdict=verdict)
    for one in (whole, masked(whole)):
        read = sentence(one, load_catalogue())
        assert f"{NBSP}: " in read.fr
        for text in (read.fr, read.en):
            assert text.endswith(".")
            assert not {"  ", "None", "()", "_"} & {text[i : i + 2] for i in range(len(text))}
            assert "_" not in text
            assert "EUR" not in text
    hidden = sentence(masked(whole), load_catalogue())
    assert not any(letter.isdigit() for letter in hidden.fr + hidden.en)


@pytest.mark.parametrize("reason", WHOLE, ids=lambda reason: f"{reason.name}-{reason.value}")
def test_what_holds_and_what_fails_read_differently(reason: Shown) -> None:
    kept = masked(reason)
    read = [sentence(replace(kept, verdict=one), load_catalogue()) for one in ("pass", "fail")]
    assert read[0].fr != read[1].fr
    assert read[0].en != read[1].en


@pytest.mark.parametrize(
    ("reason", "french", "english"),
    [
        (
            Shown("concentration", "partial"),
            "Équilibre : un membre fait plus de la moitié du groupe.",
            "Balance: one member is more than half of the group.",
        ),
        (
            Shown("stability", "pass"),
            "Partage du gain : personne n'économiserait plus dans un groupe plus petit.",
            "Sharing of the saving: nobody would save more in a smaller group.",
        ),
        (
            Shown("declared_cost", "partial", "0", "5"),
            "Coût actuel : déclaré par personne.",
            "Cost today: declared by nobody.",
        ),
        (
            Shown("cod", "pass", "5000", "2000", "mg/L"),
            "DCO : l'effluent convient (2 000 mg/L, admis jusqu'à 5 000 mg/L).",
            "COD: the effluent suits (2,000 mg/L, taken up to 5,000 mg/L).",
        ),
        (
            Shown("saving_share", "fail", "8.25", "10", "%"),
            "Part économisée : trop peu pour s'y mettre (8 %, minimum 10 %).",
            "Share saved: too little to begin (8%, least 10%).",
        ),
        (
            Shown("members", "pass", "6", "5", "1"),
            "Membres : assez d'entreprises (6, minimum 5).",
            "Members: enough companies (6, least 5).",
        ),
        (
            Shown("contract_ends", "partial", "2"),
            "Fins de contrat : certains rejoindraient le groupe plus tard (2).",
            "Ends of contracts: some would join later (2).",
        ),
        (
            Shown("carrier", "pass", "00000000-0000-4000-8000-00000000000a"),
            "Prestataire : une offre est déclarée.",
            "Provider: an offer is declared.",
        ),
        (
            Shown("declared_cost", "partial", "2", "5"),
            "Coût actuel : pas déclaré par tous (2 sur 5).",
            "Cost today: not declared by all (2 of 5).",
        ),
        (
            Shown("reach", "fail", "6.672", "5.5", "km"),
            "Éloignement : trop loin pour partager (6,7 km, maximum 5,5 km).",
            "Distance apart: too far to share (6.7 km, most 5.5 km).",
        ),
        (
            Shown("price", "pass", "0.09", "0.02", "EUR/kWh"),
            "Prix payé à part : partager coûte moins (0,09 €/kWh, coût du partage 0,02 €/kWh).",
            "Price paid alone: sharing costs less (0.09 €/kWh, cost of sharing 0.02 €/kWh).",
        ),
        (
            Shown("line_cost", "unknown"),
            "Prix de la ligne : à chiffrer.",
            "Price of the line: to be priced.",
        ),
        (
            Shown("ph", "fail", "3", "5.5", "1"),
            "pH de l'effluent : il ne convient pas (3, limite 5,5).",
            "pH of the effluent: does not suit (3, limit 5.5).",
        ),
        (
            Shown("tariff", "unknown", "annuity,stand_alone"),
            "Tarif : à établir ensemble (il manque : l'annuité, le coût d'une unité à part).",
            "Tariff: to be worked out together (not known: the annuity, the cost of a unit alone).",
        ),
        (
            Shown("full_time_months", "fail", "1,12", "0.9", "FTE"),
            "Mois : certains n'en font pas assez (décembre et janvier ; minimum 0,9 ETP).",
            "Months: some have too little (December and January; least 0.9 FTE).",
        ),
        (
            Shown("contract", "partial", "seasonal"),
            "Contrat : saisonnier.",
            "Contract: seasonal.",
        ),
    ],
)
def test_sentences(reason: Shown, french: str, english: str) -> None:
    read = sentence(reason, load_catalogue())
    assert read.fr.replace(NBSP, " ") == french
    assert read.en.replace(NBSP, " ") == english
