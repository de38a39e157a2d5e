"""Write the OpenAPI files anew: ``.venv/bin/python -m tests.contract.openapi.regenerate``."""

import json
from pathlib import Path

from boucle.common.http.merging import merged
from boucle.common.process.cli import openapi_text
from tests.contract.openapi.services import SERVICES

FILES = Path(__file__).parents[3] / "docs" / "reference" / "openapi"
WHOLE = FILES / "boucle.json"
COMMAND = ".venv/bin/python -m tests.contract.openapi.regenerate"


def texts() -> dict[Path, str]:
    """What each file should hold: one for each service, and the one of all."""
    own = {service.name: openapi_text(service) for service in SERVICES}
    whole = merged({name: json.loads(text) for name, text in own.items()})
    one_text = json.dumps(whole, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    return {FILES / f"{name}.json": text for name, text in own.items()} | {WHOLE: one_text}


if __name__ == "__main__":
    FILES.mkdir(parents=True, exist_ok=True)
    for file, text in texts().items():
        file.write_text(text, encoding="utf-8")
