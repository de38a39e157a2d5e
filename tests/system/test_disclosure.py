"""Names, addresses and contacts stay in registry: swept over topics, logs and metrics."""

from __future__ import annotations

import httpx

from boucle.platform.bus import Bus
from tests.kit.kit import TOPICS
from tests.system.conftest import Played, every

CONTACT = ("environnement@", "Service environnement", "eit@")


async def test_no_event_holds_a_name_an_address_or_a_contact(played: Played) -> None:
    bus = Bus(played.system.kafka.bootstrap, "boucle")
    try:
        log = await whole_log(bus)
    finally:
        await bus.close()
    assert set(log) >= {*TOPICS} - {"person", "principal"}, "the demo erases and revokes nobody"
    names = company_names(played)
    for topic, values in log.items():
        told = b"\n".join(values).decode()
        assert [mark for mark in (*CONTACT, *names) if mark in told] == [], topic


async def whole_log(bus: Bus) -> dict[str, list[bytes]]:
    """Every value of every topic, from offset 0 to its end now."""
    places = await bus.places(TOPICS)
    ends = await bus.end_offsets(places)
    log: dict[str, list[bytes]] = {}
    async with bus.reader(TOPICS) as reader:
        reader.assign(dict.fromkeys(places, 0))
        left = sum(ends.values())
        while left > 0:
            for record in await reader.poll(500, 1.0):
                log.setdefault(record.topic, []).append(record.value or b"")
                left -= 1
    return log


def test_no_log_line_and_no_metric_holds_one(played: Played) -> None:
    names = company_names(played)
    parts = [part for part in played.system.parts() if part.name.endswith(("-api", "-worker"))]
    for part in parts:
        metrics = httpx.get(f"{part.address}/metrics", timeout=10).raise_for_status().text
        told = part.process.log.read_text() + metrics
        assert [mark for mark in (*CONTACT, *names) if mark in told] == [], part.name


def test_a_company_sees_nothing_of_another_before_consent(played: Played) -> None:
    """Each synergy of the demo's company: the other side's ids only once both consented."""
    with played.client("company") as client:
        seen = list(every(client, "/v1/synergies"))
        assert seen
        for synergy in seen:
            masked = [side for side in synergy["sides"] if side["masked"]]
            assert bool(masked) is not synergy["disclosed"], synergy["synergy_id"]
            for side in masked:
                hidden = ("organisation_id", "site_id", "flow_id", "reason", "answered_at")
                assert {side[name] for name in hidden} == {None}
        for path in ("/v1/organisations", "/v1/sites", "/v1/flows"):
            own = {one["organisation_id"] for one in every(client, path)}
            assert len(own) == 1, path


def company_names(played: Played) -> list[str]:
    with played.client("operator") as client:
        return [one["name"] for one in every(client, "/v1/organisations")]
