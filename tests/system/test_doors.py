"""Every operation of every service, as every role, with the ids of another tenant.

The rules are in ``doors/rules.toml``: a status for each role, and that no answer tells anything of
the other tenant, nor differs from the answer for an id that nothing has.
"""

from __future__ import annotations

from tests.kit import eventually
from tests.system.conftest import Played
from tests.system.doors.knocking import kept, knocked, let_in, letters, not_shown
from tests.system.doors.people import People
from tests.system.doors.tenants import prepared


async def test_nothing_of_another_tenant_is_read_or_written(played: Played) -> None:
    people = People.at(played.system)
    try:
        made = await prepared(people)
        before = await eventually(lambda: _settled(kept(made), kept(made)), within=60)
        missing = not_shown(made)
        assert missing == [], missing
        wrong = knocked(made)
        assert wrong == [], "\n".join(wrong)
        assert kept(made) == before, "what a stranger sent changed what is another's"
        assert list(letters(made)) == []
        refused = list(let_in(made))
        assert refused == [], "\n".join(refused)
    finally:
        people.close()


def _settled(one: dict[str, str], two: dict[str, str]) -> dict[str, str] | None:
    return two if one == two else None
