"""Write the AsyncAPI file anew: ``.venv/bin/python -m tests.contract.asyncapi.regenerate``."""

import json
from pathlib import Path

from tests.contract.asyncapi.document import document

FILE = Path(__file__).parents[3] / "docs" / "reference" / "asyncapi.json"
COMMAND = ".venv/bin/python -m tests.contract.asyncapi.regenerate"


def text() -> str:
    return json.dumps(document(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
