"""On one machine, all processes may share one environment."""

import re
from pathlib import Path
from typing import Any

import pytest

from boucle.platform.process.service import Service
from boucle.platform.settings import SettingsError, load_settings
from tests.contract.openapi.services import SERVICES

ROOT = Path(__file__).parents[3]
READ_ELSEWHERE = (
    *(ROOT / "docker-compose.yml", ROOT / ".env.example"),
    *(ROOT / "deploy").rglob("*.py"),
    *(ROOT / "deploy").rglob("*.yml"),
    *(ROOT / "tests").rglob("*.sh"),
)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_no_name_of_one_process_passes_for_a_slip_of_another(
    service: Service[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {
        f"BOUCLE_{name.upper()}" for each in SERVICES for name in each.settings.model_fields
    } | {
        name
        for file in READ_ELSEWHERE
        for name in re.findall(r"BOUCLE_[A-Z_]*[A-Z]", file.read_text(encoding="utf-8"))
    }
    assert len(names) > 50
    for name in names:
        monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsError) as caught:  # "x" is no port
        load_settings(service.settings)
    assert not [line for line in caught.value.lines if "meant?" in line]
