"""What cannot be right is refused: the field, the value, what would be right, in two languages."""

from typing import Any

from tests.integration.registry.conftest import Api, Body, sharing

SHARING = "/v1/sources/tyca/sharings/s"
POST: Body = {
    "site": "site",
    "kind": "workforce",
    "direction": "need",
    "subject": "N1101",
    "months": ["0.5"] * 12,
    "certainty": "estimated",
}
LANE: Body = {
    "site": "site",
    "kind": "service",
    "direction": "need",
    "subject": "freight",
    "figures": {"tonnes": "20", "trips": "2"},
    "choices": {"temperature": "ambient"},
    "origin": {"latitude": 48.9, "longitude": -0.2},
    "destination": {"latitude": 49.5, "longitude": 0.1},
    "certainty": "estimated",
}
STEAM: Body = {
    "site": "site",
    "kind": "equipment",
    "direction": "offer",
    "subject": "steam",
    "slots": [{"amount": "800"}],
    "certainty": "estimated",
}
ROOF: Body = {
    "site": "site",
    "kind": "service",
    "direction": "offer",
    "subject": "rainwater",
    "figures": {"roof": "900", "rainfall": "700"},
    "certainty": "estimated",
}
SIREN = "732829320"
GOOD = (sharing(), POST, LANE, STEAM, ROOF)
BAD: list[tuple[Body, dict[str, Any], str, Any]] = [
    (POST, {"months": ["0.5"] * 11}, "months", 11),
    (POST, {"months": ["0.5"] * 11 + ["-0.1"]}, "months[11]", "-0.1"),
    (POST, {"months": ["500"] + ["0.5"] * 11}, "months[0]", "500"),
    (POST, {"months": ["0"] * 12}, "months", None),
    (POST, {"subject": "conducteur"}, "subject", "conducteur"),
    (POST, {"subject": "N9999"}, "subject", "N9999"),
    (POST, {"excluded": [SIREN, SIREN]}, "excluded[1]", SIREN),
    (POST, {"excluded": ["732829321"]}, "excluded[0]", "732829321"),
    (POST, {"slots": [{"amount": "1"}]}, "slots", 1),
    (LANE, {"destination": LANE["origin"]}, "destination", "48.9, -0.2"),
    (LANE, {"destination": None}, "destination", None),
    (LANE, {"origin": {"commune_code": "99999"}}, "origin.commune_code", "99999"),
    (LANE, {"origin": {"latitude": 48.9}}, "origin", None),
    (LANE, {"hours": [14, 6]}, "hours", "14, 6"),
    (LANE, {"choices": {"temperature": "lukewarm"}}, "choices.temperature", "lukewarm"),
    (LANE, {"months": ["1"] * 12}, "months", 12),
    (STEAM, {"slots": [{"amount": "-1"}]}, "slots[0].amount", "-1"),
    (STEAM, {"slots": [{"amount": "2000000"}]}, "slots[0].amount", "2000000"),
    (STEAM, {"slots": [{"amount": "1", "first": 160, "end": 170}]}, "slots[0].end", 170),
    (STEAM, {"slots": [{"amount": "1", "first": 22, "end": 6}]}, "slots[0].first", 22),
    (STEAM, {"slots": [{"amount": "1", "first": 8.3, "end": 9}]}, "slots[0].first", "8.3"),
    (STEAM, {"slots": [{"amount": "0"}]}, "slots[0].amount", "0"),
    (STEAM, {"figures": {"marginal": "30 $/MWh"}}, "figures.marginal", "30 $/MWh"),
    (sharing(), {"cost": "1200 USD"}, "cost", "1200 USD"),
    (
        STEAM,
        {"slots": [{"amount": "1", "season": 2}, {"amount": "2", "first": 8, "end": 18}]},
        "slots[1].first",
        8,
    ),
    (STEAM, {"slots": []}, "slots", 0),
    (STEAM, {"subject": "weighbridge", "slots": [{"amount": "1.5"}]}, "slots[0].amount", "1.5"),
    (STEAM, {"subject": "sauna"}, "subject", "sauna"),
    (STEAM, {"weekdays": [1]}, "weekdays", "1"),
    (STEAM, {"figures": {"availability": "1.2"}}, "figures.availability", "1.2"),
    (ROOF, {"figures": {"roof": "10000000"}}, "figures.roof", "10000000"),
    (ROOF, {"figures": {}}, "figures.roof", None),
    (ROOF, {"figures": {"roof": "900", "meals": "3"}}, "figures.meals", "3"),
    (ROOF, {"choices": {"use": "toilets"}}, "choices.use", "toilets"),
    (sharing(), {"direction": "offer", "subject": "purchasing"}, "direction", "offer"),
    (sharing(), {"contract_end": "2025-12-31"}, "contract_end", "2025-12-31"),
    (sharing(), {"valid_until": "2025-12-31"}, "valid_until", "2025-12-31"),
    (sharing(), {"cost": "-5"}, "cost", "-5"),
    (sharing(), {"notice_months": 500}, "notice_months", 500),
    (sharing(), {"choices": {"container": "bin", "low": "99 99 99"}}, "choices.low", "99 99 99"),
]


async def test_what_is_right_is_taken(declared: Api) -> None:
    for number, body in enumerate(GOOD):
        made = await declared.put(f"{SHARING}{number}", body)
        assert made["warnings"] == [], body


async def test_an_annuity_says_for_how_long(declared: Api) -> None:
    costs = {"annuity": "9000", "fixed": "0"}
    refused = await declared.put(SHARING, {**STEAM, "figures": costs}, expect=422)
    assert [one["field"] for one in refused["errors"]] == ["body.figures.annuity_years"]
    lasting = {**costs, "annuity_years": "12"}
    made = await declared.put(SHARING, {**STEAM, "figures": lasting})
    assert made["warnings"] == []
    await declared.put(SHARING, {**STEAM, "figures": {"annuity": "0"}}, expect=200)


async def test_half_hours_are_kept(declared: Api) -> None:
    slots = [{"amount": "800", "season": 1, "first": 8.5, "end": 18}]
    made = await declared.put(SHARING, {**STEAM, "slots": slots})
    assert made["slots"] == slots


async def test_one_clear_error(declared: Api) -> None:
    french = {**declared.tool, "Accept-Language": "fr"}
    for body, change, field, value in BAD:
        said = []
        for headers in (french, declared.tool):
            answer = await declared.http.put(SHARING, json={**body, **change}, headers=headers)
            assert answer.status_code == 422, (change, answer.text)
            errors = answer.json()["errors"]
            [wrong] = [one for one in errors if one["field"] == f"body.{field}"]
            assert value is None or wrong["value"] == value
            said.append((wrong["message"], wrong["expected"]))
        assert said[0][0] != said[1][0], said
        assert all(map(all, said)), said
    assert await declared.outbox("sharing") == []


async def test_the_organisation_itself_is_not_excluded(declared: Api) -> None:
    own = await declared.put(
        "/v1/sources/tyca/organisations/org",
        {"name": "Scierie", "territory": "241400514", "siren": SIREN},
        expect=200,
    )
    for one in (SIREN, own["organisation_id"]):
        refused = await declared.put(SHARING, sharing(excluded=[one]), expect=422)
        assert refused["errors"][0]["field"] == "body.excluded[0]"
        assert refused["errors"][0]["value"] == one
    unknown = "00000000-0000-4000-8000-000000000001"
    refused = await declared.put(SHARING, sharing(excluded=[unknown]), expect=422)
    assert refused["errors"][0]["value"] == unknown


async def test_a_contract_that_ended_since_is_warned_of(declared: Api) -> None:
    await declared.put(SHARING, sharing(contract_end="2026-06-30"))
    declared.clock.set(declared.clock().replace(month=8))
    again = await declared.put(SHARING, sharing(contract_end="2026-06-30"), expect=200)
    assert [one["field"] for one in again["warnings"]] == ["body.contract_end"]
    assert again["version"] == 1
    other = await declared.put(SHARING, sharing(contract_end="2026-05-31"), expect=422)
    assert other["errors"][0]["field"] == "body.contract_end"
