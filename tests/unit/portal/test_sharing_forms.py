"""A sharing in two steps: what is missing is asked, what was typed stays, the rest is said."""

from boucle.portal.api import ApiFault
from boucle.portal.own_company.sharing_forms import asked, body_of

_FORM = {"sens": "need", "genre": "service", "quoi": " collecte ", "site": "s"}


def test_what_the_api_misses_is_asked_and_what_was_typed_stays() -> None:
    form = {**_FORM, "figures.tonnes": "12,5", "figures.pickups": "beaucoup"}
    faults = [
        ApiFault("body.figures.pickups", "beaucoup", "n'est pas un nombre", "enlèvements par an"),
        ApiFault("body.choices.low", None, "manque", "un code déchet"),
        ApiFault("body.site_id", "s", "est inconnu", "un de vos sites"),
    ]
    fields, others = asked(faults, form)
    assert {one.name: (one.typed, one.wrong) for one in fields} == {
        "figures.tonnes": ("12,5", ""),
        "figures.pickups": ("beaucoup", "n'est pas un nombre (enlèvements par an)"),
        "choices.low": ("", ""),
    }
    assert [one.field for one in others] == ["body.site_id"]


def test_what_was_asked_is_sent_where_the_api_reads_it() -> None:
    details = {"figures.tonnes": "1 200,5", "choices.low": " 15 01 01 ", "figures.empty": " "}
    body = body_of({**_FORM, **details, "months": "0,5", "slots": "2"})
    assert body["description"] == "collecte"
    assert body["figures"] == {"tonnes": "1200.5"}
    assert body["choices"] == {"low": "15 01 01"}
    assert body["months"] == ["0.5"] * 12
    assert body["slots"] == [{"amount": "2"}]
