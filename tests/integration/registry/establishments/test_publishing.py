"""The register's companies by cell: published when they change, once."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from stdnum.fr import siret as stdnum_siret
from stdnum.luhn import calc_check_digit

from boucle.catalogue import load_catalogue
from boucle.contract.events.registry import MOST_COMPANIES
from boucle.registry.outlets.prospects.sirene import NEEDED
from boucle.registry.outlets.prospects.use_cases import ImportReport, import_stock
from boucle.registry.reference.establishments import use_cases
from tests.integration.registry.conftest import Api

CATALOGUE = load_catalogue()
CAEN = ("454000.0", "6904000.0")
LYON = ("842000.0", "6519000.0")
CAEN_CELL, LYON_CELL = (491, -3), (457, 32)
Row = dict[str, str]


def _siret(number: int, establishment: int = 1) -> str:
    siren = f"{number:08d}"
    siren += calc_check_digit(siren)
    head = f"{siren}{establishment:04d}"
    return str(stdnum_siret.validate(head + calc_check_digit(head)))


def _siren(number: int) -> int:
    return int(_siret(number)[:9])


def _row(siret: str, at: tuple[str, str] = CAEN, naf: str = "16.10A", state: str = "A") -> Row:
    values = (siret, "O", state, naf, "NAFRev2", *at)
    return dict(zip(NEEDED, values, strict=True))


async def _import(api: Api, *rows: Row) -> ImportReport:
    api.clock.advance(timedelta(minutes=1))

    def lines() -> Iterator[Sequence[str]]:
        yield NEEDED
        yield from ([row[name] for name in NEEDED] for row in rows)

    return await import_stock(api.database, lines(), CATALOGUE, api.clock())


async def _published(api: Api) -> list[tuple[tuple[int, int], int, Any]]:
    """(cell, version, companies) of every event, in order."""
    events = await api.outbox("establishments")
    return [((data.north, data.east), version, data.companies) for _, version, data in events]


async def test_each_cell_is_published_with_its_companies(api: Api) -> None:
    report = await _import(
        api,
        _row(_siret(7)),
        _row(_siret(7, 2)),
        _row(_siret(3), naf="38.11Z"),
        _row(_siret(5), at=LYON),
        _row(_siret(8), state="F"),
        _row(_siret(9), naf="00.00Z"),
    )
    assert report.cells == 2
    assert await _published(api) == [
        (LYON_CELL, 1, {"16.10": (_siren(5),)}),
        (CAEN_CELL, 1, {"16.10": (_siren(7),), "38.11": (_siren(3),)}),
    ]


async def test_the_same_twice_publishes_nothing(api: Api) -> None:
    rows = [_row(_siret(number)) for number in (2, 1, 3)]
    await _import(api, *rows)
    assert (await _import(api, *reversed(rows))).cells == 0
    assert len(await _published(api)) == 1


async def test_who_closed_leaves_and_an_empty_cell_is_published_once(api: Api) -> None:
    await _import(api, _row(_siret(1)), _row(_siret(2)), _row(_siret(3), at=LYON))
    closed = _row(_siret(2), state="F")
    assert (await _import(api, _row(_siret(1)), closed)).cells == 2
    assert (await _import(api, _row(_siret(1)), closed)).cells == 0
    assert (await _published(api))[2:] == [
        (LYON_CELL, 2, {}),
        (CAEN_CELL, 2, {"16.10": (_siren(1),)}),
    ]
    await _import(api, _row(_siret(1)), _row(_siret(3), at=LYON))
    assert (await _published(api))[4:] == [(LYON_CELL, 3, {"16.10": (_siren(3),)})]


async def test_of_many_the_least_are_published_and_one_more_above_them_changes_nothing(
    api: Api,
) -> None:
    many = [_row(_siret(number)) for number in range(100, 100 + MOST_COMPANIES + 5)]
    await _import(api, *many)
    [(_, _, companies)] = await _published(api)
    assert companies == {"16.10": tuple(_siren(n) for n in range(100, 100 + MOST_COMPANIES))}
    assert (await _import(api, *many, _row(_siret(900)))).cells == 0
    assert (await _import(api, *many, _row(_siret(1)))).cells == 1


async def test_cut_short_it_ends_when_it_runs_again(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(use_cases, "_AT_ONCE", 1)
    publish, done = use_cases._publish, 0

    async def cut(*arguments: Any) -> int:
        nonlocal done
        done += 1
        if done == 2:
            raise ConnectionResetError
        return await publish(*arguments)

    rows = [_row(_siret(1)), _row(_siret(2), at=LYON)]
    with monkeypatch.context() as patched:
        patched.setattr(use_cases, "_publish", cut)
        with pytest.raises(ConnectionResetError):
            await _import(api, *rows)
    assert len(await _published(api)) == 1
    assert (await _import(api, *rows)).cells == 1
    assert [(cell, version) for cell, version, _ in await _published(api)] == [
        (LYON_CELL, 1),
        (CAEN_CELL, 1),
    ]
