"""Real outlines of Normandy: what is drawn around the communes of an EPCI holds their centres,
which another file gives, and no centre of another EPCI's."""

import csv
from itertools import pairwise
from pathlib import Path

from boucle.registry.reference.outlines.import_outlines import with_epcis
from boucle.registry.reference.outlines.outline import Line, read_outlines

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def _within(lines: tuple[Line, ...], x: float, y: float) -> bool:
    """By a ray to the east."""
    crossed = 0
    for (x1, y1), (x2, y2) in (edge for line in lines for edge in pairwise(line)):
        if (y1 > y) != (y2 > y):
            crossed += x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    return crossed % 2 == 1


def test_an_epci_holds_the_centres_of_its_communes_and_no_others() -> None:
    content = (DATA / "communes_normandie_contours.geojson").read_bytes()
    outlines, _ = read_outlines(content)
    with (DATA / "communes_normandie.csv").open(encoding="utf-8") as file:
        rows = {row["insee"]: row for row in csv.DictReader(file)}
    known = {one.code for one in outlines} & rows.keys()
    assert len(known) > 2_600
    epcis = {code: (rows[code]["epci_siren"], rows[code]["epci_nom"]) for code in known}
    drawn = {one.code: one for one in with_epcis(outlines, epcis) if one.kind == "epci"}
    assert len(drawn) == len({siren for siren, _ in epcis.values()})
    own = {one.code: one.lines for one in outlines}
    grown = 0
    for code in known:
        x, y = float(rows[code]["lon"]), float(rows[code]["lat"])
        if not _within(own[code], x, y):  # others were merged into it after 2018
            grown += 1
            continue
        near = (one for one in drawn.values() if one.box[0] <= x <= one.box[2])
        assert {one.code for one in near if _within(one.lines, x, y)} == {epcis[code][0]}, code
    assert grown < len(known) // 200
