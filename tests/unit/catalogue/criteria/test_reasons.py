"""Every criterion in words, at every verdict, whole and masked, in both languages."""

from dataclasses import dataclass, replace
from typing import get_args

import pytest

from boucle.catalogue import FORMS, LEGAL_STATUSES, load_catalogue
from boucle.catalogue.criteria import Sentence, Verdict, sentence
from boucle.catalogue.wording.figures import NBSP, number
from boucle.catalogue.wording.phrases import FORM_LABELS, STATUS_LABELS


@dataclass(frozen=True)
class Shown:
    name: str
    verdict: Verdict = "pass"
    value: str | None = None
    limit: str | None = None
    unit: str | None = None
    tightened: bool = False


WHOLE = (
    Shown("parties"),
    Shown("window"),
    Shown("window", value="2029-01-01"),
    Shown("route", value="heat_steam>heat_network"),
    Shown("route", value="heat_steam>heat_network", limit="switched off"),
    Shown("distance", value="63", limit="150", unit="km"),
    Shown("season", value="5", limit="12", unit="months"),
    Shown("quality"),
    Shown("quality.temperature", value="85", limit="≥ 70", unit="Cel"),
    Shown("quality.temperature", value=None, limit="≥ 70", unit="Cel"),
    Shown("quality.ph", value="6.5..8", limit="6..9", unit="pH"),
    Shown("form", value="bales chips", limit="powder"),
    Shown("form", limit="powder"),
    Shown("legal", value="waste", limit="receiver allowed R3 R10"),
    Shown("legal", value="waste", limit="product by_product"),
    Shown("legal", limit="status untold"),
    Shown("legal", value="waste", limit="acceptance untold"),
    Shown("legal", value="waste", limit="treatments undeclared"),
    Shown("legal", value="by_product", limit="by-product as it is"),
    Shown("legal", value="end_of_waste", limit="end-of-waste criteria"),
    Shown("season", value="5", unit="months"),
    Shown("season", limit="12", unit="months"),
    Shown("transport", value="4.3"),
    Shown("transport", limit="network"),
    Shown("tco2e", value="-40..-3", unit="kgCO2e/t"),
    Shown("legal", limit="not hazardous"),
    Shown("quantity", value="40.5", limit="0.1", unit="%"),
    Shown("certainty", value="estimated"),
    Shown("eur", value="-12.5..1046", unit="EUR/t"),
    Shown("eur", limit="offer.current_route.cost_eur_per_unit"),
    Shown("tco2e", value="-15", unit="kgCO2e/MWh"),
    Shown("tco2e", limit="treatment_factor"),
    Shown("tco2e", limit="offer.current_route.operation"),
    Shown("tco2e", limit="disposal_factor"),
    Shown("of_a_newer_release", value="12", limit="3"),
)


def said(reason: Shown, route: str | None = "heat_hot_water>heat_network") -> Sentence:
    return sentence(reason, load_catalogue(), route)


def masked(reason: Shown) -> Shown:
    """As ``boucle.contract.masking`` leaves a private criterion."""
    return replace(reason, value=None, limit=None)


@pytest.mark.parametrize("verdict", get_args(Verdict))
@pytest.mark.parametrize("reason", WHOLE, ids=lambda reason: f"{reason.name}-{reason.limit}")
def test_every_criterion_reads_at_every_verdict(reason: Shown, verdict: Verdict) -> None:
    for one in (replace(reason, verdict=verdict), masked(replace(reason, verdict=verdict))):
        read = said(one)
        assert f"{NBSP}: " in read.fr
        for text in (read.fr, read.en):
            assert text.endswith(".")
            assert text[:1].isupper() or text.startswith("pH")
            assert not {"  ", "None", "()", "_"} & {text[i : i + 2] for i in range(len(text))}
            assert "_" not in text


@pytest.mark.parametrize("verdict", get_args(Verdict))
@pytest.mark.parametrize("reason", WHOLE, ids=lambda reason: f"{reason.name}-{reason.limit}")
def test_a_masked_criterion_tells_no_figure(reason: Shown, verdict: Verdict) -> None:
    read = said(masked(replace(reason, verdict=verdict)))
    assert not any(letter.isdigit() for letter in read.fr + read.en)


def test_verdicts_are_told_apart() -> None:
    for name in ("distance", "season", "quality", "quality.moisture", "quantity", "eur"):
        read = {said(Shown(name, verdict)).fr for verdict in ("pass", "partial", "unknown", "fail")}
        assert len(read) == 4


@pytest.mark.parametrize(
    ("reason", "french", "english"),
    [
        (
            Shown("quality.temperature", "pass", "85", "≥ 70", "Cel"),
            "Température : 85 °C fournis pour au moins 70 °C demandés.",
            "Temperature: 85 °C offered for at least 70 °C asked for.",
        ),
        (
            Shown("quality.temperature", "fail", "≤ 60", "70", "Cel"),
            "Température : au plus 60 °C fournis pour 70 °C demandés, ne convient pas.",
            "Temperature: at most 60 °C offered for 70 °C asked for, does not suit.",
        ),
        (
            Shown("quality.moisture", "unknown", None, "15..25", "%"),
            "Humidité : à préciser (15 à 25 % demandés).",
            "Moisture: to be told (15 to 25% asked for).",
        ),
        (
            Shown("quality.heavy_metals", "partial", "≤ 1e+06", "≤ 1234.5", "mg/kg"),
            "Métaux lourds : au plus 1 000 000 mg/kg fournis pour au plus 1 234,5 mg/kg demandés, "
            "une partie seulement convient.",
            "Heavy metals: at most 1,000,000 mg/kg offered for at most 1,234.5 mg/kg asked for, "
            "only a part suits.",
        ),
        (
            Shown("quality.ph", "fail", "7", "9..6", "pH"),
            "pH : le besoin et cet usage demandent des valeurs qui s'excluent.",
            "pH: the need and this use ask for values that exclude each other.",
        ),
        (
            Shown("season", "unknown", "5", None, "months"),
            "Saisons : à préciser ensemble (l'offre existe 5 mois par an).",
            "Seasons: to be told (the offer exists 5 months a year).",
        ),
        (
            Shown("transport", "partial", "4.1"),
            "Transport : dangereux, sur route sous ADR : conducteur, véhicule, "
            "emballage agréés (classe 4.1, solides inflammables).",
            "Transport: dangerous, by road under ADR: trained driver, approved vehicle and "
            "packaging (class 4.1, flammable solids).",
        ),
        (
            Shown("transport", "unknown"),
            "Transport : dangereux : seule une analyse ou la fiche de sécurité dit sa classe ADR ; "
            "à savoir avant tout transport.",
            "Transport: hazardous: only an analysis or the safety sheet tells its ADR class; to be "
            "known before any transport.",
        ),
        (
            Shown("legal", "unknown", "waste", "acceptance untold"),
            "Statut réglementaire : à préciser ensemble (déchet ; dire quels statuts le receveur "
            "accepte).",
            "Legal status: to be told (waste; tell which statuses the receiver accepts).",
        ),
        (
            Shown("tco2e", "partial", "-40..-3", None, "kgCO2e/t"),
            "Climat : bilan carbone défavorable (−40 à −3 kg de CO₂ par t).",
            "Climate: the carbon balance is bad (−40 to −3 kg of CO₂ per t).",
        ),
        (
            Shown("tco2e", "partial", "-40..30", None, "kgCO2e/t"),
            "Climat : bilan carbone pas assuré (−40 à 30 kg de CO₂ par t).",
            "Climate: the carbon balance is not certain (−40 to 30 kg of CO₂ per t).",
        ),
        (
            Shown("distance", "fail", "412.5", "150", "km"),
            "Distance : trop loin (412 km, limite 150 km).",
            "Distance: too far (412 km, limit 150 km).",
        ),
        (
            Shown("route", "fail", "heat_steam>heat_network", "switched off"),
            "Usage : écarté par l'un des deux territoires (vapeur → chaleur pour réseau urbain ; "
            "préparation : échangeur de chaleur).",
            "Use: switched off by one of the two territories (steam → heat for a district "
            "network; preparation: heat exchanger).",
        ),
        (
            Shown("legal", "fail", "waste", "receiver allowed R3 R10"),
            "Statut réglementaire : incompatible (déchet ; il faut un receveur autorisé pour R3, "
            "recycler une matière organique ou R10, épandre au profit des sols).",
            "Legal status: not compatible (waste; it takes a receiver allowed to do R3, recycling "
            "organic matter or R10, spreading that benefits land).",
        ),
        (
            Shown("eur", "unknown", None, "offer.current_route.cost_eur_per_unit"),
            "Économie : à chiffrer ensemble (il manque le coût actuel de l'évacuation de l'offre).",
            "Money saved: to be worked out together (missing: what disposing of the offer costs "
            "today).",
        ),
        (
            Shown("tco2e", "unknown", None, "offer.current_route.operation"),
            "Climat : bilan carbone à établir (il manque la filière actuelle de l'offre, décharge "
            "ou incinération par exemple).",
            "Climate: the carbon balance is still to be made (missing: what becomes of the offer "
            "today, landfill or incineration for example).",
        ),
        (
            Shown("tco2e", "unknown", None, "disposal_factor"),
            "Climat : bilan carbone à établir (il manque un facteur d'émission pour la filière "
            "actuelle de l'offre).",
            "Climate: the carbon balance is still to be made (missing: an emission factor for what "
            "becomes of the offer today).",
        ),
        (
            Shown("tco2e", "partial", "-15", None, "kgCO2e/MWh"),
            "Climat : bilan carbone défavorable (−15 kg de CO₂ par MWh).",
            "Climate: the carbon balance is bad (−15 kg of CO₂ per MWh).",
        ),
        (
            Shown("of_a_newer_release", "fail"),
            "Of a newer release : ne convient pas.",
            "Of a newer release: does not suit.",
        ),
    ],
)
def test_sentences(reason: Shown, french: str, english: str) -> None:
    read = said(reason)
    assert read.fr.replace(NBSP, " ") == french
    assert read.en.replace(NBSP, " ") == english


@pytest.mark.parametrize(
    ("limit", "route", "french", "english"),
    [
        (
            "≥ 40",
            "heat_hot_water>heat_low_grade",
            "30 à 35 °C fournis, il faut au moins 40 °C pour cet usage, ne convient pas",
            "30 to 35 °C offered, it takes at least 40 °C for this use, does not suit",
        ),
        (
            "≥ 50",
            "heat_hot_water>heat_low_grade",
            "30 à 35 °C fournis pour au moins 50 °C demandés, ne convient pas",
            "30 to 35 °C offered for at least 50 °C asked for, does not suit",
        ),
        (
            "40..90",
            "heat_hot_water>heat_low_grade",
            "30 à 35 °C fournis pour 40 à 90 °C, d'après le besoin et cet usage, ne convient pas",
            "30 to 35 °C offered for 40 to 90 °C, by the need and this use, does not suit",
        ),
        (
            "≥ 40",
            "of_an_older>catalogue",
            "30 à 35 °C fournis pour au moins 40 °C, ne convient pas",
            "30 to 35 °C offered for at least 40 °C, does not suit",
        ),
        (
            "≥ 40",
            None,
            "30 à 35 °C fournis pour au moins 40 °C, ne convient pas",
            "30 to 35 °C offered for at least 40 °C, does not suit",
        ),
    ],
)
def test_a_limit_is_said_to_be_asked_for_only_when_the_need_asks_for_it(
    limit: str, route: str | None, french: str, english: str
) -> None:
    reason = Shown("quality.temperature", "fail", "30..35", limit, "Cel")
    read = said(reason, route)
    assert read.fr.replace(NBSP, " ") == f"Température : {french}."
    assert read.en.replace(NBSP, " ") == f"Temperature: {english}."


def test_a_territory_is_said_to_have_tightened_a_limit() -> None:
    reason = Shown("quality.temperature", "fail", "30..35", "40..90", "Cel", tightened=True)
    assert said(reason).fr.replace(NBSP, " ") == (
        "Température : 30 à 35 °C fournis pour 40 à 90 °C, limite resserrée par l'un des deux "
        "territoires, ne convient pas."
    )
    none = replace(reason, limit="90..40")
    assert said(none).fr.replace(NBSP, " ") == (
        "Température : le besoin, cet usage et les territoires demandent des valeurs qui "
        "s'excluent."
    )


def test_what_is_still_to_be_told_says_who_needs_it() -> None:
    reason = Shown("quality.temperature", "unknown", None, "≥ 65", "Cel")
    assert "(au moins 65 °C pour cet usage)" in said(reason).fr.replace(NBSP, " ")


@pytest.mark.parametrize("verdict", ["pass", "partial"])
def test_a_distance_beyond_its_limit_says_how_well_the_places_are_known(verdict: Verdict) -> None:
    beyond = said(Shown("distance", verdict, "17.1", "15", "km"))
    assert beyond.fr.replace(NBSP, " ").endswith(
        "(17 km, limite 15 km ; lieux connus à la commune ou au territoire près, "
        "donc peut-être moins)."
    )
    assert beyond.en.replace(NBSP, " ").endswith(
        "(17 km, limit 15 km; places known to the commune or the territory, so it may be less)."
    )
    assert "commune" not in said(Shown("distance", verdict, "15", "15", "km")).fr
    assert "commune" not in said(Shown("distance", "fail", "17.1", "15", "km")).fr


def test_every_key_that_a_sentence_may_name_has_its_words() -> None:
    assert set(FORM_LABELS) == set(FORMS)
    assert set(STATUS_LABELS) == set(LEGAL_STATUSES)


@pytest.mark.parametrize(
    ("reason", "french", "english"),
    [
        ("1234.50", "1 234,5", "1,234.5"),
        ("-0.25", "−0,25", "−0.25"),
        ("50000", "50 000", "50,000"),
        ("1e+06", "1 000 000", "1,000,000"),
        ("n/a", "n/a", "n/a"),
        ("inf", "inf", "inf"),
    ],
)
def test_numbers(reason: str, french: str, english: str) -> None:
    assert number(reason, "fr").replace(NBSP, " ") == french
    assert number(reason, "en") == english
