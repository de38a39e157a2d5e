"""Real exchanges told in the literature of industrial symbiosis: the taker is among the first five.

`exchanges.csv` was written from general knowledge before the ranking was built; the misses of one
half were never looked at. `exchanges_fresh.csv` was written after, in other words, to see whether
the first result holds: before any change it scored 88 %. `exchanges_held_out.csv`, with more rare
takers, showed 79 %; the misses of its first half were looked at, and what was generally wrong was
mended (87 %; 78 % of the half not looked at). `exchanges_second.csv` was written after those
changes, before it was run: 88 %, and 62 % of rare takers (85 and 62 % with the catalogue before);
since then one fault found elsewhere was mended, a code that outweighed clear words (90 and 69 %).
`exchanges_third.csv`, of other places and many waters, was written next and run once: 82 %, 61 % of
rare takers, 57 % of water. Of its first, third, fifth... case the misses were looked at: the use
told in a text now counts, sea water is a family of its own (86, 72 and 71 %; the cases never
looked at: 80 % before and after).
`exchanges_fourth.csv` and `exchanges_fifth.csv` were written by others who had not seen the
catalogue, 120 cases each; 14 and 5 that told an exchange of the sets above again were left out.
Run once before any was looked at: 72 and 79 % (rare takers 62 and 69 %). Then the misses of the
fourth were looked at, names, uses and routes were widened, and the fifth was run again: 85 %, still
without a look. Then the misses of its first 58 cases were looked at too: 92 and 93 %. Of the other
57, whose figure was seen meanwhile but no case, 82 % were found at first and 89 % in the end; of
those of the third never looked at, 80 and 87 %.
`exchanges_sixth.csv`, 96 documented exchanges of other places, half of them of rare takers (the
source is the last column), was written before any answer was seen and run once: 77 %, 62 % of rare
takers. By a rule set before, the misses of its first, third, fifth... case were looked at (81 %
before, 90 % after); of the others, never looked at, 73 % were found at first and 75 % after: such
cases, half of them of rare takers, are harder than those of the older sets.
Since then an answer speaks only of what the text means (`likely`), and of a hazardous code shows
only routes that take what is hazardous: some of what was found was found by another material.
`exchanges_eighth.csv`, 144 exchanges of materials in many countries, six in ten of rare takers
(brushes, papers of leather, race tracks, salt mines), was written without a look at the catalogue
and run once: 62 %, 51 % of rare takers. The misses of its first, third, fifth... case were looked
at (58 % before, 81 % after); of the others, whose misses were never looked at, 65 % were found at
first and 71 % after what these and a walk through all families had shown was mended: such takers
are the edge of what a list of five can hold. `exchanges_ninth.csv`, 74 ordinary exchanges of
materials of other places, was written after that and run once: 93 %, 79 % of rare takers. Both
were written by the one who mended: others may see less.
`exchanges_seventh.csv`, 104 documented exchanges of water, heat, cold, gas and power, two thirds
of them of rare takers, was run once before any change: 57 %, 44 % of rare takers. Who takes these
flows and what people call them was then gone through family by family, and the misses of its
first, third, fifth... case were looked at (52 % before, 79 % after). Of the others 62 % were found
at first and 75 % after, but who wrote them also wrote the words of use: it flatters.
`exchanges_tenth.csv`, 56 more, was written after that and run once: 73 %, 59 % of rare takers
(70 % by the catalogue as it was before the seventh). A few words were added for its first half; of
the other half, never looked at, 64 % were found then, 71 % now. A text that tells no use
("reclaimed water", "solar farm") leaves five places for some twenty divisions that really take it:
what is still missed is nearly all of that kind.
`exchanges_eleventh.csv`, 110 ordinary exchanges of water, heat, cold, gas and power, half of them
of rare takers, was written before any answer was seen and run once: 71 % (gases 94, water 77, heat
and fuel gas 66, power 52 %). Its misses were looked at: who usually takes the flow from whom is
told since then (`takers.csv`), so are solar and wind power apart, and desalinated water.
`exchanges_twelfth.csv`, 81 more, was written after that and run once: 84 % (gases 92, water 95,
heat 83, power 64 %; 81 % by the catalogue as it was before the eleventh).
`exchanges_thirteenth.csv`, 62 plain ones, seven in ten of common takers, was written after the
words of use had been widened and a temperature told began to count: run once 89 %, 79 % of rare
takers (82 and 63 % by the catalogue as it was before the eleventh).
`exchanges_fourteenth.csv`, 50 with nine in ten of rare takers (a museum on chilled water, a
shipyard on steam), half of them with a use told, was run once: 66 % (62 % by that older catalogue).
`exchanges_fifteenth.csv`, 98 of materials, heat, water and power alike of parks of many countries,
four in ten of rare takers, was run once: 85 %, 73 % of rare takers (materials 83, energy 85, water
85 %, power 5 of 5).
`exchanges_sixteenth.csv` tells 50 exchanges of known kinds as forms are filled in ("Vapeur saturée
40 bar, 25 t/h, disponible 8 000 h/an"), to see whether figures, packings and seasons lead
astray: run once 96 % (94 % by that older catalogue). Seven in ten go to the commonest.
`exchanges_seventeenth.csv`, 136 documented exchanges, was written by someone who had never seen the
catalogue and meant to try it: eight takers of ten are rare and mostly exotic (a data centre at an
oil well, a stadium on used batteries, a mine on sludge). Run once before any answer was seen: 60 %,
53 % of rare takers (materials 64, energy 61, water 50, power 54 %). The misses of its first, third,
fifth... case were looked at (63 % before, 78 % after); of the others, never looked at, 57 % were
found at first and 57 % after: such exchanges are one fact each, and a mend seldom reaches another.
`exchanges_eighteenth.csv` (Europe) and `exchanges_nineteenth.csv` (the rest of the world) were
written by two who had never seen the catalogue and were asked for exchanges as reality spreads
them: seven takers of ten are common ones. About a quarter rests on excerpts read, the rest on
memory of the literature, unchecked. Run once before any answer was seen: of 224 in Europe 92 %,
rare takers 77 % (materials 95, energy 88, water 85, power 86 %); of 287 elsewhere 87 %, rare takers
73 % (materials 91, energy 76, water 78, power 89 %). 7 and 8 of them told an exchange of the sets
above in the same words and were left out; 75 and 69 more tell one in other words (same place,
family and divisions). Of the rest, told here first, 90 and 90 % were found, 78 and 81 % of rare
takers. The misses of the first, third, fifth... case of the nineteenth were looked at (86 % before,
93 % after): French `usés` was read as `uses`, and kinds of a flow that go elsewhere are told since
then (steam of wood, of the earth's heat, of a nuclear plant; tertiary effluent). Of its other half
and of the eighteenth no miss was looked at: 88 and 91 % before and after, a mend of one case seldom
reaches another. For this the takers of all older sets were counted by flow and donor, halves never
looked at included: what is found there from here on is no longer blind. The counts show that for
steam of a power station and for treated effluent of which nothing more is told, the five named are
those that most often take it, the fifth of steam level with two more.
`exchanges_twentieth.csv`, 167 of water, heat, gases and power in 48 countries outside Europe, four
in ten of rare takers, was written by another who had never seen the catalogue (a quarter from
excerpts read) and run once: 78 %, 58 % of rare takers (gases 86, energy 86, water 67, power 79 %).
66 of them tell a kind of flow and a taker of a place told above; of the others 85 %, 62 %. Of the
misses of its first, third, fifth... case nearly all are treated sewage and landfill gas of which
nothing more is told, to a refinery, a golf course, a mine. Other fives for these were tried; they
found no more in all sets together, and nothing was changed.
The yardstick is to always name the five commonest divisions. `measure.py` prints the figures.
"""

import csv
from pathlib import Path

import pytest

from boucle.catalogue import load_catalogue, outlets, sources

CATALOGUE = load_catalogue()
Case = dict[str, str]
COMMONEST = {"20", "23", "35", "01", "24"}


def _read(name: str) -> list[Case]:
    with (Path(__file__).parent / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


EXCHANGES = _read("exchanges.csv")
FRESH = _read("exchanges_fresh.csv")
HELD_OUT = _read("exchanges_held_out.csv")
SECOND = _read("exchanges_second.csv")
THIRD = _read("exchanges_third.csv")
FOURTH = _read("exchanges_fourth.csv")
FIFTH = _read("exchanges_fifth.csv")
SIXTH = _read("exchanges_sixth.csv")
SEVENTH = _read("exchanges_seventh.csv")
EIGHTH = _read("exchanges_eighth.csv")
NINTH = _read("exchanges_ninth.csv")
TENTH = _read("exchanges_tenth.csv")
ELEVENTH = _read("exchanges_eleventh.csv")
TWELFTH = _read("exchanges_twelfth.csv")
THIRTEENTH = _read("exchanges_thirteenth.csv")
FOURTEENTH = _read("exchanges_fourteenth.csv")
FIFTEENTH = _read("exchanges_fifteenth.csv")
SIXTEENTH = _read("exchanges_sixteenth.csv")
SEVENTEENTH = _read("exchanges_seventeenth.csv")
EIGHTEENTH = _read("exchanges_eighteenth.csv")
NINETEENTH = _read("exchanges_nineteenth.csv")
TWENTIETH = _read("exchanges_twentieth.csv")
SETS = {
    "first": EXCHANGES,
    "fresh": FRESH,
    "held out": HELD_OUT,
    "second": SECOND,
    "third": THIRD,
    "fourth": FOURTH,
    "fifth": FIFTH,
    "sixth": SIXTH,
    "seventh": SEVENTH,
    "eighth": EIGHTH,
    "ninth": NINTH,
    "tenth": TENTH,
    "eleventh": ELEVENTH,
    "twelfth": TWELFTH,
    "thirteenth": THIRTEENTH,
    "fourteenth": FOURTEENTH,
    "fifteenth": FIFTEENTH,
    "sixteenth": SIXTEENTH,
    "seventeenth": SEVENTEENTH,
    "eighteenth": EIGHTEENTH,
    "nineteenth": NINETEENTH,
    "twentieth": TWENTIETH,
}
ALL = [case for cases in SETS.values() for case in cases]
BARS = dict.fromkeys(SETS, (0.85, 0.75)) | {
    "sixth": (0.83, 0.72),
    "seventh": (0.78, 0.68),
    "eighth": (0.72, 0.65),
    "tenth": (0.78, 0.66),
    "twelfth": (0.85, 0.7),
    "fourteenth": (0.65, 0.62),
    "seventeenth": (0.65, 0.6),
    "eighteenth": (0.88, 0.72),
    "nineteenth": (0.88, 0.76),
    "twentieth": (0.75, 0.55),
}
"""Of each set, of all cases and of those of rare takers."""


def first_five(case: Case) -> list[str]:
    found = outlets(
        CATALOGUE,
        text=case["text"],
        low=case["low"] or None,
        from_naf=case["donor"],
        limit=5,
    )
    return [outlet.division for outlet in found]


def _share_found(cases: list[Case]) -> float:
    return sum(case["receiver"] in first_five(case) for case in cases) / len(cases)


def _share_of_commonest(cases: list[Case]) -> float:
    return sum(case["receiver"] in COMMONEST for case in cases) / len(cases)


@pytest.mark.parametrize("name", SETS)
def test_takers_are_found_far_more_often_than_by_naming_the_commonest(name: str) -> None:
    cases = SETS[name]
    assert _share_found(cases) >= BARS[name][0]
    assert _share_found(cases) >= _share_of_commonest(cases) + 0.1


def test_the_half_never_looked_at_does_as_well() -> None:
    assert _share_found(EXCHANGES[1::2]) >= 0.85
    assert _share_found(THIRD[1::2]) >= 0.9
    assert _share_found(FIFTH[58:]) >= 0.85
    assert _share_found(SIXTH[1::2]) >= 0.77
    assert _share_found(EIGHTH[1::2]) >= 0.66
    assert _share_found(SEVENTH[1::2]) >= 0.75
    assert _share_found(TENTH[1::2]) >= 0.68
    assert _share_found(SEVENTEENTH[1::2]) >= 0.55
    assert _share_found(NINETEENTH[1::2]) >= 0.85


@pytest.mark.parametrize("name", SETS)
def test_rarer_takers_are_found_too(name: str) -> None:
    rare = [case for case in SETS[name] if case["receiver"] not in COMMONEST]
    assert _share_found(rare) >= BARS[name][1]


def test_later_sets_say_where_each_exchange_is_documented() -> None:
    early = {"first", "fresh", "held out", "second", "third", "fourth", "fifth", "seventh", "tenth"}
    later = [case for name in SETS.keys() - early for case in SETS[name]]
    assert all(case["source"] for case in later)


def test_places_count_alike_whether_they_tell_one_exchange_or_many() -> None:
    by_place: dict[str, list[Case]] = {}
    for case in ALL:
        by_place.setdefault(case["place"], []).append(case)
    assert sum(map(_share_found, by_place.values())) / len(by_place) >= 0.85


@pytest.mark.parametrize(
    ("nature", "bar"), [("material", 0.9), ("energy", 0.86), ("water", 0.83), ("electricity", 0.8)]
)
def test_each_nature(nature: str, bar: float) -> None:
    cases = [case for case in ALL if case["nature"] == nature]
    assert _share_found(cases) >= bar


def test_an_outlet_says_by_which_route_and_class() -> None:
    best = outlets(CATALOGUE, family="cardboard", from_naf="47.11")[0]
    assert best.division == "17"
    assert "17.12" in best.classes
    assert best.via[0].family == "cardboard"
    assert CATALOGUE.route(best.via[0].route).output_family == "cardboard"


def test_sources_mirror_outlets() -> None:
    assert sources(CATALOGUE, family="cement_addition", to_naf="23.51")[0].division in {"35", "24"}
    givers = {o.division: o.classes for o in sources(CATALOGUE, text="calcin de verre", limit=5)}
    assert "38.32" in givers["38"]


def test_nothing_meant_gives_nothing() -> None:
    assert outlets(CATALOGUE, text="zzz") == []


def test_without_words_the_activity_speaks() -> None:
    assert outlets(CATALOGUE, from_naf="11.05")[0].division in {"01", "10"}


def test_where_words_have_no_way_open_to_hazardous_waste_the_code_speaks() -> None:
    assert outlets(CATALOGUE, text="drêches", limit=1)[0].division == "01"
    lamps = outlets(CATALOGUE, text="drêches", low="20 01 21")
    assert {via.family for outlet in lamps for via in outlet.via} == {"lamps"}
    assert outlets(CATALOGUE, text="drêches", low="16 04 03") == []
