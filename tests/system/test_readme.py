"""The README's lines of curl, and those of pages that go on from them, run as they stand."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.system.conftest import Played

ROOT = Path(__file__).parents[2]
QUICKSTARTS = ("quickstart", "demarrage")


@pytest.fixture(scope="module")
def answers(played: Played) -> list[dict[str, object]]:
    """What each curl answered, in order."""
    chapter = (ROOT / "README.md").read_text().partition("## How a tool integrates")[2]
    (script,) = re.findall(r"^```\n(ENTRY=.*?)^```$", chapter, re.DOTALL | re.MULTILINE)
    for name, first in (("typical", "STAFF="), ("principals", "OPERATOR=")):
        page = (ROOT / "docs/reference" / f"{name}.md").read_text()
        (more,) = re.findall(rf"^```\n({first}.*?)^```$", page, re.DOTALL | re.MULTILINE)
        script += more
    done = subprocess.run(
        ["bash", "-euc", re.sub(r"^(?=(until )?curl -s )", "echo; ", script, flags=re.MULTILINE)],
        cwd=ROOT,
        env={**os.environ, "BOUCLE_HOME": str(played.home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def quickstart(played: Played) -> list[dict[str, object]]:
    """What each curl of the quickstart answered, to a tool of which only the credentials are
    known."""
    pages = [(ROOT / f"docs/reference/{name}.md").read_text() for name in QUICKSTARTS]
    blocks, same = (
        re.findall(r"^```sh\n(.*?)^```$", one, re.DOTALL | re.MULTILINE) for one in pages
    )
    assert blocks == same
    asked = {"role": "tool", "name": "Nouvel outil", "source": "nouvel-outil"}
    with played.client("operator") as operator:
        made = operator.post("/v1/principals", json=asked).raise_for_status().json()
    given = {"CLIENT_ID": made["client_id"], "CLIENT_SECRET": made["client_secret"]}
    done = subprocess.run(
        ["bash", "-euc", re.sub(r"^(?= *curl -s )", "echo; ", "".join(blocks), flags=re.MULTILINE)],
        env={**os.environ, **given, "BOUCLE": played.entry},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]


def test_a_newcomer_gets_from_credentials_to_a_synergy_by_the_quickstart(
    quickstart: list[dict[str, object]],
) -> None:
    *_, sawdust, wanted, synergy = quickstart
    assert (sawdust["family"], wanted["family"]) == ("sawdust", "sawdust")
    assert synergy["state"] == "detected"
    sides = synergy["sides"]
    assert isinstance(sides, list)
    assert {side["flow_id"] for side in sides} == {sawdust["flow_id"], wanted["flow_id"]}


def test_a_tool_declares_by_its_own_ids(answers: list[dict[str, object]]) -> None:
    organisation, site, flow = answers[:3]

    assert organisation["name"] == "Scierie du Bocage"
    assert site["name"] == "Scierie du Bocage"
    assert (site["location_precision"], site["latitude"]) == ("commune", 49.1098)
    assert flow["sources"] == [{"source": "demo-tool", "external_id": "scierie-1"}]


def test_a_flow_without_a_family_is_classified(answers: list[dict[str, object]]) -> None:
    assert answers[2]["family"] == "sawdust"


def test_a_tool_reads_what_its_new_flow_could_become(answers: list[dict[str, object]]) -> None:
    found = answers[3]
    assert found["flow_id"] == answers[2]["flow_id"]
    possibilities = found["possibilities"]
    assert isinstance(possibilities, list)
    assert possibilities
    assert all(one["why"] for one in possibilities)
    assert any(one["distance_band"] and one["crowd"] for one in possibilities)


def test_a_tool_reads_the_pairs_of_its_own_flows(answers: list[dict[str, object]]) -> None:
    own = answers[3]["own"]
    assert isinstance(own, list)
    assert own
    assert all(one["why"] and one["flow_id"] != answers[2]["flow_id"] for one in own)


def test_an_animator_has_typical_flows_made(answers: list[dict[str, object]]) -> None:
    done, listed = answers[4:6]

    assert isinstance(done["made"], list)
    made = {(flow["direction"], flow["family"]) for flow in done["made"]}
    assert made == {("output", "wood_a"), ("output", "bark"), ("input", "heat_hot_water")}
    assert isinstance(listed["items"], list)
    certainties = sorted(flow["certainty"] for flow in listed["items"])
    assert certainties == ["measured", "typical", "typical", "typical"]


def test_a_tool_that_the_operator_makes_gets_its_token_and_declares(
    answers: list[dict[str, object]],
) -> None:
    territory, organisation = answers[6:8]
    assert territory["name"] == "Saint-Lô Agglo"

    assert organisation["name"] == "Fonderie de la Sienne"
    assert organisation["state"] == "claimed"
