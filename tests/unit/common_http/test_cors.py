"""Pages of named origins may call from a browser; nobody's may where none is named."""

import pytest

from boucle.platform.http import GuardedRouter, public
from boucle.platform.settings import ServiceSettings, SettingsError, load_settings
from tests.unit.common_http.small import client_of

TOOL = "https://tool.example"
router = GuardedRouter()


@router.get("/v1/open")
@public
async def read() -> str:
    return "x"


@router.get("/v1/closed")
async def closed() -> str:
    return "x"


PREFLIGHT = {
    "origin": TOOL,
    "access-control-request-method": "PUT",
    "access-control-request-headers": "authorization, if-match, content-encoding, idempotency-key",
}


async def test_a_preflight_asks_no_token() -> None:
    async with client_of(router, origins=[TOOL]) as client:
        answer = await client.options("/v1/closed", headers=PREFLIGHT)
        other = PREFLIGHT | {"origin": "https://other.example"}
        refused = await client.options("/v1/closed", headers=other)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == TOOL
    assert "PUT" in answer.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in answer.headers
    assert refused.status_code == 400
    assert "access-control-allow-origin" not in refused.headers


async def test_answers_and_errors_are_readable_across() -> None:
    async with client_of(router, origins=[TOOL]) as client:
        for path in ("/v1/open", "/v1/closed", "/v1/nothing"):
            answer = await client.get(path, headers={"origin": TOOL})
            assert answer.headers["access-control-allow-origin"] == TOOL
            exposed = answer.headers["access-control-expose-headers"].split(", ")
            assert {"ETag", "Link", "Location", "Retry-After", "Deprecation", "Sunset"} <= set(
                exposed
            )
            assert "Origin" in answer.headers["vary"]
        told = await client.options("/v1/open", headers={"origin": TOOL})
        assert told.headers["allow"] == "GET, HEAD, OPTIONS"


async def test_it_is_off_unless_set() -> None:
    async with client_of(router) as client:
        answer = await client.get("/v1/open", headers={"origin": TOOL})
        asked = await client.options("/v1/open", headers=PREFLIGHT)
    for one in (answer, asked):
        assert not [name for name in one.headers if name.startswith("access-control")]


def _environment(monkeypatch: pytest.MonkeyPatch, origins: str) -> None:
    monkeypatch.setenv("BOUCLE_DATABASE_URL", "postgresql://user@localhost/database")
    monkeypatch.setenv("BOUCLE_KAFKA_BOOTSTRAP", "localhost:9092")
    monkeypatch.setenv("BOUCLE_CORS_ORIGINS", origins)


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("", ()),
        (TOOL, (TOOL,)),
        (f"{TOOL}, http://localhost:3000,", (TOOL, "http://localhost:3000")),
    ],
)
def test_origins_are_a_list(
    monkeypatch: pytest.MonkeyPatch, given: str, known: tuple[str, ...]
) -> None:
    _environment(monkeypatch, given)
    assert load_settings(ServiceSettings).cors_origins == known


@pytest.mark.parametrize("given", ["*", "tool.example", f"{TOOL}/", f"{TOOL}/path", "null"])
def test_what_is_no_origin_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    _environment(monkeypatch, given)
    with pytest.raises(SettingsError, match="BOUCLE_CORS_ORIGINS"):
        load_settings(ServiceSettings)
