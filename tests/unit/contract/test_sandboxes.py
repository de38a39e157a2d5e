"""Which sandbox a code of a territory is of."""

import pytest

from boucle.contract.sandboxes import number_of, sandbox_of


@pytest.mark.parametrize(
    ("code", "sandbox", "number"),
    [("241400514", "", 0), ("", "", 0), ("0", "", 0), ("000001016", "000001", 1)],
)
def test_its_text_and_its_number_agree(code: str, sandbox: str, number: int) -> None:
    assert (sandbox_of(code), number_of(code)) == (sandbox, number)
