"""The client's generated calls are those of the contract, and nobody wrote in them."""

import json

from clients.python.regenerate import COMMAND, DIGESTS, HERE, ROOT, digests

LINES = 300
EXAMPLE_LINES = 60


def test_the_calls_are_made_of_the_contract_and_untouched() -> None:
    made_of = json.loads(DIGESTS.read_text(encoding="utf-8"))
    assert made_of == digests(), f"the contract or a generated file changed: {COMMAND}"


def test_what_is_written_by_hand_is_short() -> None:
    files = dict.fromkeys((HERE / "src/boucle_client").glob("*.py"), LINES)
    files |= dict.fromkeys((ROOT / "examples").glob("*.py"), EXAMPLE_LINES)
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert len(files) > 5
    assert {file.name: found for file, found in lines.items() if found > files[file]} == {}
