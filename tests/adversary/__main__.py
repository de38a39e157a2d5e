"""The long form, a table of figures: ``make adversary``. Exit status 1 if a bar does not hold.

``python -m tests.adversary WORD…``: only programs of whose row a word is part, such as ``explain``.
"""

from __future__ import annotations

import sys

from tests.adversary.measure import ATTACKS, HEAD, result

VICTIMS = 200


def main() -> int:
    words = sys.argv[1:] or [""]
    print(HEAD, flush=True)  # noqa: T201
    found: list[str] = []
    for attack in ATTACKS:
        if not any(word in f"{attack.what} {attack.who}" for word in words):
            continue
        one = result(attack, VICTIMS)
        print(one.row(), flush=True)  # noqa: T201
        found += one.wrong()
    print("\n".join(found))  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
