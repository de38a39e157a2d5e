"""A tool declares what sites could pool, offer or need, under its own ids."""

from typing import Any

from boucle.contract.events.sharing import Sharing
from tests.integration.registry.conftest import Api, Body, sharing

SHARING = "/v1/sources/tyca/sharings/s1"


def post(**changes: object) -> Body:
    values: dict[str, Any] = {
        "site": "site",
        "kind": "workforce",
        "direction": "need",
        "subject": "N1101",
        "months": ["0.5"] * 12,
        "certainty": "estimated",
        "valid_from": "2026-01-01",
    }
    return values | changes


async def test_a_sharing_is_declared_revised_withdrawn_and_declared_again(declared: Api) -> None:
    made = await declared.put(SHARING, sharing())
    again = await declared.put(SHARING, sharing(), expect=200)
    assert again == made
    assert made["sources"] == [{"source": "tyca", "external_id": "s1"}]
    assert (made["label_fr"], made["unclassified"]) == ("collecte de déchets", False)
    revised = await declared.put(SHARING, sharing(figures={"tonnes": "14"}), expect=200)
    assert (revised["version"], revised["figures"]) == (2, {"tonnes": "14"})
    await declared.delete(SHARING)
    await declared.delete(SHARING)
    back = await declared.put(SHARING, sharing())
    assert (back["sharing_id"], back["version"]) == (made["sharing_id"], 4)
    read = await declared.get(f"/v1/sharings/{made['sharing_id']}")
    assert {**read, "suggestions": []} == {**back, "suggestions": []}
    published = await declared.outbox("sharing")
    assert [(type_, version) for type_, version, _ in published] == [
        ("sharing.declared.v1", 1),
        ("sharing.revised.v1", 2),
        ("sharing.withdrawn.v1", 3),
        ("sharing.declared.v1", 4),
    ]


async def test_an_event_is_the_whole_row(declared: Api) -> None:
    made = await declared.put(SHARING, sharing(description="nos cartons", provenance="a visit"))
    _, version, published = (await declared.outbox("sharing"))[0]
    assert isinstance(published, Sharing)
    assert version == made["version"] == 1
    assert str(published.sharing_id) == made["sharing_id"]
    assert published.figures == {"tonnes": "12", "pickups": "26"}
    assert published.choices == {"container": "bin", "low": "15 01 01"}
    assert (published.cost, published.notice_months) == ("2400", 3)
    assert published.tools == (declared.tool_id,)
    assert published.declared_by == declared.tool_id
    assert (published.site.latitude, published.site.longitude) == (48.89, -0.19)
    assert (published.source, published.on_trial) == (None, False)
    assert (made["description"], made["provenance"]) == ("nos cartons", "a visit")


async def test_a_post_says_its_months(declared: Api) -> None:
    made = await declared.put(SHARING, post(subject="n 11 01", months=[0.5] * 12))
    assert (made["subject"], made["months"]) == ("N1101", ["0.5"] * 12)
    wrong = await declared.put(SHARING, post(months=["0.5"] * 11), expect=422)
    assert [error["field"] for error in wrong["errors"]] == ["body.months"]
