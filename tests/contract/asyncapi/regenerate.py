"""Write the AsyncAPI file anew: ``.venv/bin/python -m tests.contract.asyncapi.regenerate``."""

import json

from boucle.registry.api import documentation
from tests.contract.asyncapi.document import document

FILE = documentation.FILES["/asyncapi.json"]
COMMAND = ".venv/bin/python -m tests.contract.asyncapi.regenerate"


def text() -> str:
    return json.dumps(document(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
