"""Collection of waste: C01 (131 -> 93 EUR a tonne), C10 (250 kg), figures.md 3, 4, 13."""

from __future__ import annotations

from tests.reference.ledger.groups import Member
from tests.reference.ledger.kinds.waste import bound, reckon, stop_minutes, tour, volume
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.places import Place
from tests.reference.ledger.quantities import exact
from tests.reference.ledger.rules import own_bound
from tests.unit.ledger.makers import HOME, exactly, member, north, sharing

NUMBERS = Parameters()


def producer(name: str, tonnes: str, cost: str | None, km: float = 0.0, **more: object) -> Member:
    figures = {"tonnes": tonnes, "pickups": str(more.get("pickups", "12"))}
    choices = {
        "low": str(more.get("low", "15 01 06")),
        "container": str(more.get("container", "skip")),
    }
    body = sharing(name, "waste_collection", figures=figures, choices=choices, cost=cost)
    return member(body, north(km))


def test_c01_saves_less_than_collection_costs() -> None:
    """131 -> 93 EUR a tonne: 38 saved, 29 %; collection is 49 of 125, 39 % at most."""
    assert round(float((exactly("131") - exactly("93")) / exactly("131")), 2) == 0.29
    one = producer("a", "1", "131").sharing
    assert (
        exactly("131") - exactly("93")
        <= bound(one, None, NUMBERS)
        == exactly("131") * exactly("49/125")
    )


def test_nobody_is_told_more_than_the_share_of_collection() -> None:
    """figures.md 4: own cost 3,930 EUR: about 1,533 to 1,541, never 2,000."""
    limit = own_bound(producer("a", "30", "3930").sharing, NUMBERS)
    assert limit is not None
    assert exactly("1530") < limit < exactly("1541")


def test_who_declares_no_cost_saves_nothing() -> None:
    """figures.md 3: five of the same tonnes, undeclared: no saving, never viable."""
    five = [producer(str(n), "0.5", None, n / 2) for n in range(5)]
    found = reckon(five, NUMBERS, None, None)
    assert found.viable is False
    assert not found.eur.known
    assert found.missing == ("cost",)
    assert not any(s.known for s in found.savings)


def test_declared_costs_make_a_group_with_shares_within_bounds() -> None:
    """figures.md 3: five firms declared at 131 EUR a tonne; shares add up, none above its bound."""
    five = [producer(str(n), "30", "3930", n / 2, container="bin") for n in range(5)]
    found = reckon(five, NUMBERS, None, None)
    assert found.eur.known
    assert found.eur.bounds()[0] > 0
    known = [s.bounds()[0] for s in found.savings]
    assert found.eur.bounds()[0] < sum(known) <= found.eur.bounds()[1]
    assert all(0 <= s <= bound(m.sharing, None, NUMBERS) for s, m in zip(known, five, strict=True))


def test_declaring_a_cost_never_pays_less_than_none() -> None:
    """DIRECTION: "Declaring more must never pay less"."""
    four = [producer(str(n), "30", "3930", n / 2, container="bin") for n in range(4)]
    silent = reckon([*four, producer("e", "30", None)], NUMBERS, None, None)
    told = reckon([*four, producer("e", "30", "3930", container="bin")], NUMBERS, None, None)
    assert not silent.savings[-1].known
    assert told.savings[-1].bounds()[0] > 0


def test_a_dearer_cost_saves_no_more_than_a_lorry_of_its_own() -> None:
    """Issue 37, bars (monotone): 8 t at 15,200 EUR. Twelve tours of 30 km with 45 + 4 min and an
    hour of road, 55 EUR an hour, 0.9 a km: 1,523 EUR."""
    four = [producer(str(n), "22", "2880", container="bin", low="15 01 01") for n in range(4)]
    dear = producer("e", "8", "15200", container="bin", low="15 01 01")
    alone = 12 * (55 * (exactly("49") / 60 + 1) + 27)
    assert round(float(alone)) == 1523
    assert reckon([*four, dear], NUMBERS, None, None).savings[-1].bounds()[1] <= alone


def test_a_wheeled_bin_takes_four_minutes() -> None:
    """figures.md 13."""
    assert stop_minutes(producer("a", "1", None, container="bin").sharing, NUMBERS) == 4
    assert stop_minutes(producer("a", "1", None).sharing, NUMBERS) == 12


def test_cardboard_in_bins_is_pressed_four_times() -> None:
    """10 t at 50 kg/m3 are 200 m3, pressed 50."""
    loose = producer("a", "10", None, low="15 01 01", container="bin").sharing
    assert volume(loose, NUMBERS) == 50


def test_a_tour_by_hand() -> None:
    """One site: twelve tours of 30 km, 45 + 12 min and an hour of road: 87 min, 55 and 0.9 EUR."""
    found = tour([producer("a", "12", None)], NUMBERS, None, None)
    hours = (exactly("45") + 12) / 60 + exactly("30") / 30
    assert found.tours == 12
    assert found.km == 360
    assert found.eur == 12 * (55 * hours + exactly("0.9") * 30)
    assert HOME == (49.0, 0.0)


def test_electrical_waste_from_250_kg_an_operation() -> None:
    """C10: a group appears at the first declaration that brings the sum to 250 kg."""

    def firm(name: str, tonnes: str) -> Member:
        return producer(name, tonnes, "300", pickups="1", low="20 01 36")

    assert reckon([firm("a", "0.2"), firm("b", "0.05")], NUMBERS, None, None).viable
    assert not reckon([firm("a", "0.2"), firm("b", "0.049")], NUMBERS, None, None).viable
    free = reckon([firm("a", "0.2"), firm("b", "0.05")], NUMBERS, None, None)
    assert free.eur == exact(exactly("600"))


def test_a_tour_from_a_depot_among_its_sites_may_drive_more_than_each_alone() -> None:
    """Its depot is at one site, the other 1 km north of it asks twice as often: alone nothing and
    24 times 2 km; together 24 times half a km and back, and 2 km around."""
    sites = [producer("a", "12", None), producer("b", "12", None, 1.0, pickups="24")]
    found = reckon(sites, NUMBERS, producer("c", "0", None).sharing, Place(*north(0.0)))
    assert [round(float(end), 1) for end in found.figures["km"].bounds()] == [-24, 0]
