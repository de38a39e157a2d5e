"""The area served and the provider that signs people in, as the environment tells them."""

import pytest

from boucle.platform.settings import SettingsError, example_settings, load_settings
from boucle.registry.domain.values.areas import FRANCE, Box
from boucle.registry.settings import RegistrySettings


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOUCLE_DATABASE_URL", "postgresql://user@localhost/database")
    monkeypatch.setenv("BOUCLE_KAFKA_BOOTSTRAP", "localhost:9092")
    monkeypatch.setenv("BOUCLE_PERSON_KEY", "0" * 32)
    monkeypatch.setenv("BOUCLE_ENCRYPTION_KEY", "0" * 32)


def test_france_is_served_by_default() -> None:
    assert load_settings(RegistrySettings).served_area == FRANCE
    assert example_settings(RegistrySettings).served_area == FRANCE


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("48.1,-2,50.1,1.9", [Box(48.1, -2.0, 50.1, 1.9)]),
        ("48,-2,50,2; -21.5,55,-20.8,56", [Box(48, -2, 50, 2), Box(-21.5, 55, -20.8, 56)]),
        ("-90,-180,90,180", [Box(-90, -180, 90, 180)]),
    ],
)
def test_boxes_are_read(monkeypatch: pytest.MonkeyPatch, text: str, boxes: list[Box]) -> None:
    monkeypatch.setenv("BOUCLE_SERVED_AREA", text)
    assert list(load_settings(RegistrySettings).served_area) == boxes


@pytest.mark.parametrize(
    "text",
    [
        *("", "France", "48,-2,50", "48,-2,50,2,1", "48,-2,50,2;", "[[48,-2,50,2]]"),
        *("50,-2,48,2", "48,2,50,-2", "48,-2,95,2", "48,-200,50,2", "nan,-2,50,2"),
    ],
)
def test_what_is_no_box_is_named(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("BOUCLE_SERVED_AREA", text)
    with pytest.raises(SettingsError) as caught:
        load_settings(RegistrySettings)
    [line] = caught.value.lines
    assert line.startswith(f"BOUCLE_SERVED_AREA: {text!r} is not valid; expected: boxes")


def test_nobody_else_signs_people_in_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOUCLE_OPENID_CLIENT_SECRET", "")  # the file is empty
    assert load_settings(RegistrySettings).openid_issuer is None


def test_a_provider_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOUCLE_OPENID_ISSUER", "https://provider.example/realm/")
    monkeypatch.setenv("BOUCLE_OPENID_CLIENT_ID", "boucle")
    monkeypatch.setenv("BOUCLE_OPENID_CLIENT_SECRET", "hush")
    settings = load_settings(RegistrySettings)
    assert settings.openid_issuer == "https://provider.example/realm/"  # as its tokens write it
    assert settings.openid_scopes == "openid email"
    assert not settings.openid_trusts_email
    assert "hush" not in repr(settings)


@pytest.mark.parametrize("missing", ["CLIENT_ID", "CLIENT_SECRET"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_provider_wants_its_client(
    monkeypatch: pytest.MonkeyPatch, missing: str, value: str | None
) -> None:
    monkeypatch.setenv("BOUCLE_OPENID_ISSUER", "https://provider.example")
    for name in ("CLIENT_ID", "CLIENT_SECRET"):
        given = value if name == missing else "boucle"
        if given is not None:
            monkeypatch.setenv(f"BOUCLE_OPENID_{name}", given)
    with pytest.raises(SettingsError) as caught:
        load_settings(RegistrySettings)
    [line] = caught.value.lines
    assert line.startswith(f"BOUCLE_OPENID_{missing}: missing; expected: the client")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("ISSUER", one) for one in ("http://provider.example", "provider.example", "")),
        *(("SCOPES", one) for one in ("email", "openidemail", "")),
        ("NAME", ""),
    ],
)
def test_what_is_no_provider_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"BOUCLE_OPENID_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings(RegistrySettings)
    [line] = caught.value.lines
    assert line.startswith(f"BOUCLE_OPENID_{name}: ")
