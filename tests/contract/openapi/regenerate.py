"""Write the OpenAPI files anew: ``.venv/bin/python -m tests.contract.openapi.regenerate``."""

from pathlib import Path

from boucle.common.process.cli import openapi_text
from tests.contract.openapi.services import SERVICES

FILES = Path(__file__).parents[3] / "docs" / "reference" / "openapi"
COMMAND = ".venv/bin/python -m tests.contract.openapi.regenerate"

if __name__ == "__main__":
    FILES.mkdir(parents=True, exist_ok=True)
    for service in SERVICES:
        (FILES / f"{service.name}.json").write_text(openapi_text(service), encoding="utf-8")
