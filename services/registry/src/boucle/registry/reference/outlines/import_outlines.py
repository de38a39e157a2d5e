"""Run ``import-outlines``: read outlines of communes and EPCIs from a GeoJSON file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from boucle.platform.process.service import Resources
from boucle.registry.reference.files import imported_whole
from boucle.registry.reference.outlines.outline import Outline, around, read_outlines
from boucle.registry.reference.outlines.store import epcis_of_communes, replace_outlines
from boucle.registry.settings import RegistrySettings

OutlineFileArgument = Annotated[
    Path, typer.Argument(help="A GeoJSON file of communes or EPCIs, with code and nom.")
]
SourceOption = Annotated[
    str | None, typer.Option(help="Whom the map names, if the file has no member source.")
]


async def import_outlines(
    resources: Resources[RegistrySettings], file: Path, source: str | None
) -> None:
    """Replace the outlines and print how many. Exit status 1: nothing was imported, and why."""
    with imported_whole(file):
        read, named = read_outlines(_content(file))
    drawn_by = source or named
    if not drawn_by:
        raise typer.BadParameter("--source is missing: the map names who drew the outlines")
    async with resources.database.write() as session:
        drawn = with_epcis(read, await epcis_of_communes(session))
        await replace_outlines(session, drawn, drawn_by)
    epcis = sum(one.kind == "epci" for one in drawn)
    typer.echo(f"outlines of {len(drawn) - epcis} communes and {epcis} EPCIs imported")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror or error}") from error


def with_epcis(read: Sequence[Outline], epcis: Mapping[str, tuple[str, str]]) -> list[Outline]:
    """Return also EPCIs that are not in the file, each drawn around its communes. ``epcis``: SIREN
    and name, by commune."""
    given = {one.code for one in read if one.kind == "epci"}
    members: dict[tuple[str, str], list[Outline]] = {}
    for one in read:
        of = epcis.get(one.code)
        if of and of[0] not in given:
            members.setdefault(of, []).append(one)
    return [*read, *(Outline(*of, around(inside)) for of, inside in members.items())]
