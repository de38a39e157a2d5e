"""A flow of several families: what is taken, as what it is kept, and what is refused."""

import pytest
from msgspec.structs import replace

from boucle.catalogue import load_catalogue
from boucle.contract.events.registry import FamilyShare, Quantity
from boucle.platform.errors import Faulty
from boucle.platform.translating import translated
from boucle.registry.declarations.at_site.declared import tells_the_same
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.declarations.flows.families import in_words
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.domain.entities import FlowDraft
from boucle.registry.files.cells import read_families

CATALOGUE = load_catalogue()
NEED = SentFlow(
    direction="input", nature="material", quantity=Quantity("900", "t"), certainty="measured"
)


def shares(**parts: str | None) -> tuple[FamilyShare, ...]:
    return tuple(FamilyShare(family, share) for family, share in parts.items())


def of(families: tuple[FamilyShare, ...], **changes: object) -> FlowDraft:
    return drafted(replace(NEED, families=families, **changes), CATALOGUE)


def test_a_need_takes_any_or_each_its_share() -> None:
    anything = of(shares(manure=None, fats=None, whey=None))
    assert (anything.family, anything.families) == (
        "manure",
        shares(manure=None, fats=None, whey=None),
    )
    parted = of(shares(manure="0.40", fats="0.2"), family="manure")
    assert parted.families == shares(manure="0.4", fats="0.2")
    assert (parted.certainty, parted.shares_assumed) == ("measured", False)


def test_a_mixture_without_shares_is_parted_alike_and_an_estimate() -> None:
    mixture = of(shares(manure=None, fats=None, whey=None), direction="output")
    assert mixture.families == shares(manure="0.3333", fats="0.3333", whey="0.3333")
    assert (mixture.certainty, mixture.shares_assumed) == ("estimated", True)
    told = of(shares(manure="0.5", fats="0.5"), direction="output")
    assert (told.certainty, told.shares_assumed) == ("measured", False)


@pytest.mark.parametrize("share", [None, "1"])
def test_one_family_of_all_is_a_flow_of_one(share: str | None) -> None:
    one = drafted(replace(NEED, family="manure"), CATALOGUE)
    assert tells_the_same(of(shares(manure=share)), one)


@pytest.mark.parametrize(
    ("families", "changes", "field", "message"),
    [
        (shares(manure="1.2", fats="0.1"), {}, "families[0].share", "is not above 0 and at most 1"),
        (shares(manure="0", fats="0.1"), {}, "families[0].share", "is not above 0 and at most 1"),
        (shares(manure="0.6", fats="0.5"), {}, "families", "sum of the shares"),
        (shares(manure="0.6", fats=None), {}, "families", "have no share"),
        (shares(manure=None, fatts=None), {}, "families[1].family", "fatts"),
        (shares(manure=None, heat_steam=None), {}, "families[1].family", "is of nature energy"),
        (shares(manure=None), {"nature": "energy"}, "quantity.unit", "is not a unit"),
        (
            (FamilyShare("manure"), FamilyShare("fats"), FamilyShare("manure")),
            {},
            "families[2].family",
            "is there twice",
        ),
        (shares(manure=None, fats=None), {"family": "fats"}, "family", "is not the first"),
    ],
)
def test_what_is_wrong_is_named(
    families: tuple[FamilyShare, ...], changes: dict[str, object], field: str, message: str
) -> None:
    with pytest.raises(Faulty) as refused:
        of(families, **changes)
    found = [fault for fault in refused.value.faults if fault.field == field]
    assert found
    assert message in found[0].message
    assert translated(found[0].message, "fr") != found[0].message


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("manure 40 %, fats 12,5 %", {"manure": "0.4", "fats": "0.125"}),
        ("manure: 40%;fats = 20%", {"manure": "0.4", "fats": "0.2"}),
        ("manure | fats|whey", {"manure": None, "fats": None, "whey": None}),
        ("manure", {"manure": None}),
    ],
)
def test_the_words_of_a_cell(words: str, parts: dict[str, str | None]) -> None:
    assert {str(one["family"]): one["share"] for one in in_words(words)} == parts


def test_a_cell_names_families_by_their_labels_with_commas_too() -> None:
    read = read_families("Fumier, lisier et fientes 40 %, Lactosérum 20 %", CATALOGUE)
    assert read == [
        {"family": "manure", "share": "0.4"},
        {"family": "whey", "share": "0.2"},
    ]
