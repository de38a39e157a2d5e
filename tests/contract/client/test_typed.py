"""What the generated clients read is typed down to the value; both are made of this contract."""

import subprocess
import sys
from pathlib import Path

from clients.python.generate import ROOT
from clients.typescript.generate import is_made

_READ = """
from boucle_client import Boucle
from boucle_client.generated.api.flows import get_flow, list_flows
from boucle_client.generated.api.synergies import list_synergies

def read(boucle: Boucle) -> None:
    for flow in boucle.each(list_flows.sync, family=["sawdust"]):
        reveal_type(flow.quantity.value)
        reveal_type(flow.availability.months)
    for synergy in boucle.each(list_synergies.sync):
        if synergy.agreed:
            reveal_type(synergy.agreed.unit)

async def wait(boucle: Boucle) -> None:
    async for flow in boucle.each_async(list_flows.asyncio):
        reveal_type(flow.quantity.unit)
        flow.quantity.valeur
"""


def test_the_typescript_types_are_made_of_the_contract_and_untouched() -> None:
    assert is_made(), "the contract or contract.d.ts changed: make client"


def test_a_quantity_is_read_without_a_cast_in_python(tmp_path: Path) -> None:
    file = tmp_path / "tool.py"
    file.write_text(_READ, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--hide-error-context", file],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    revealed = [line.partition("is ")[2] for line in done.stdout.splitlines() if "Reveal" in line]
    assert revealed == ['"str"', '"list[int]"', '"str"', '"str"'], done.stdout
    [error] = [line for line in done.stdout.splitlines() if "error:" in line]
    assert '"QuantityOut" has no attribute "valeur"' in error
