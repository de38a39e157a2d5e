"""What a unit of equipment may cost, and what bringing it costs: reckoned by hand."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from boucle.contract.events.sharing import Slot
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.sharing.equipment.declared import Equipment, read
from boucle.matching.kinds.sharing.equipment.tariffs import Tariff, tariff_of, whole_euros
from boucle.matching.kinds.sharing.equipment.transport import (
    NOTHING,
    Transport,
    by_line,
    carried_by_road,
    length_of,
    transport_of,
)
from tests.unit.matching.kinds.sharing.declared import DEFAULTS, equipment, with_parameters

PRICES = {"annuity": "5200", "fixed": "2600", "marginal": "2"}
"""Of 2,600 kWh: 3 EUR each beside the marginal 2."""


def _read(
    number: int, direction: str, hours: int, amount: str, subject: str, figures: dict[str, str]
) -> Equipment:
    """So much in so many hours of each of 13 weeks."""
    slots = (Slot(1, 0, hours, amount),)
    one = read(equipment(number, direction, "1", subject, slots=slots, figures=figures), DEFAULTS)
    assert one is not None
    return one


def _owner(**prices: str | None) -> Equipment:
    figures = {key: price for key, price in {**PRICES, **prices}.items() if price is not None}
    return _read(1, "offer", 100, "2", "steam", figures)


def _user(hours: int, price: str | None) -> Equipment:
    return _read(2, "need", hours, "1", "steam", {} if price is None else {"stand_alone": price})


def _tariff(
    owner: Equipment, prices: Sequence[str | None], first: Transport | None = NOTHING
) -> Tariff:
    """Of users of 1,300 kWh and 650, 325, ..."""
    users = [_user(100 // 2**at, price) for at, price in enumerate(prices)]
    return tariff_of(owner, users, [first, *[NOTHING] * (len(users) - 1)])


def test_a_tariff_lies_between_the_owners_cost_and_what_users_can_pay() -> None:
    """The first pays 10 alone, less 1,300 EUR of line for 1,300 kWh; the second 12."""
    found = _tariff(_owner(), ["10", "12"], Transport(Fraction(0), Fraction(2600)))
    assert found == Tariff("EUR/kWh", Fraction(1950), Fraction(2), Fraction(9), Fraction(5), ())
    assert not found.empty
    assert found.proposed == Fraction(11, 2)


@pytest.mark.parametrize(("alone", "proposed"), [("6", 5), ("8", 5), ("9", 5.5), ("5", 5)])
def test_the_difference_is_split_unless_the_equipment_costs_more(
    alone: str, proposed: float
) -> None:
    assert _tariff(_owner(), [alone]).proposed == Fraction(proposed)


def test_there_is_no_tariff_where_the_owner_pays_more_than_the_user_can() -> None:
    dear = _tariff(_owner(), ["4.9"])
    assert dear.empty
    assert dear.proposed is None
    unsaid = _tariff(_owner(fixed=None), ["1.9"])
    assert unsaid.empty
    assert not _tariff(_owner(fixed=None), ["2"]).empty


@pytest.mark.parametrize("price", ["annuity", "fixed"])
def test_without_the_owners_fixed_costs_there_is_no_cost_tariff(price: str) -> None:
    found = _tariff(_owner(**{price: None}), ["6"])
    assert (found.cost, found.marginal, found.missing) == (None, Fraction(2), (price,))
    assert found.proposed == Fraction(4)


def test_without_a_marginal_cost_there_is_none() -> None:
    found = _tariff(_owner(marginal=None), ["1"])
    assert (found.marginal, found.cost, found.missing) == (None, None, ("marginal",))
    assert not found.empty
    assert found.proposed is None


def test_what_users_can_pay_is_known_of_all_or_of_none() -> None:
    silent = _tariff(_owner(), ["10", None])
    assert (silent.alone, silent.missing, silent.proposed) == (None, ("stand_alone",), None)
    assert not silent.empty
    unpriced = _tariff(_owner(annuity=None), ["10", None], None)
    assert unpriced.alone is None
    assert unpriced.missing == ("annuity", "stand_alone", "line_cost")


@pytest.mark.parametrize(
    ("shares", "whole"),
    [
        (["1.4", "1.4", "1.2"], ["2", "1", "1"]),
        (["1.2", "1.7"], ["1", "2"]),
        (["1.2", None, "1.3"], ["1", None, "1"]),
        (["0.5", "0.5"], ["1", "0"]),
        (["-1.5", "0.5"], ["-1", "0"]),
        (["-0.3", "-0.4"], ["0", "-1"]),
        (["1.9", "1.8", "1.7"], ["2", "2", "1"]),
        ([None], [None]),
    ],
)
def test_whole_euros_sum_to_the_sum(shares: list[str | None], whole: list[str | None]) -> None:
    assert whole_euros([None if one is None else Fraction(one) for one in shares]) == whole


# --- transport ---

FREE = with_parameters(line_rate="0")
"""Without interest a metre is paid over 20 years: 1.3 / 20 = 0.065 a year."""


def _brought(
    subject: str,
    metres: int,
    parameters: Parameters = FREE,
    *,
    line: str | None = None,
    moved: str | None = None,
    hours: int = 100,
    amount: str = "1",
) -> Transport | None:
    owner = _read(1, "offer", 100, "1", subject, {} if line is None else {"line": line})
    user = _read(2, "need", hours, amount, subject, {} if moved is None else {"moved": moved})
    return transport_of(owner, user, metres, parameters)


def test_a_line_costs_its_metres_a_year() -> None:
    """2,100 to 6,000 EUR a metre of steam, or what the owner says."""
    least, most, said = Fraction(136_500), Fraction(390_000), Fraction(26_000)
    assert _brought("steam", 1000) == Transport(least, most, is_fixed=True)
    assert _brought("steam", 1000, line="400") == Transport(said, said, is_fixed=True)
    assert _brought("cold", 1000) is None
    free = _brought("cold", 1000, line="0")
    assert free == Transport(Fraction(0), Fraction(0), is_fixed=True)
    assert _brought("cold", 0) == NOTHING
    assert Transport(Fraction(2), Fraction(4)).middle == 3
    assert length_of(100, DEFAULTS) == 130


def test_by_road_each_lorry_costs_its_way_and_its_stops() -> None:
    """115 km are 149.5: 59,800 t.km at 0.08 to 0.16 EUR. Sixteen lorries of 25 t stand 45 + 2 * 12
    minutes, 63.25 EUR, to 3.1 hours, 170.50 EUR. One tonne more is a lorry more."""
    assert _brought("washing", 115_000, moved="400") == Transport(
        4784 + 16 * Fraction("63.25"), 9568 + 16 * Fraction("170.5")
    )
    assert _brought("washing", 115_000, moved="401") == Transport(
        401 * Fraction("11.96") + 17 * Fraction("63.25"),
        401 * Fraction("23.92") + 17 * Fraction("170.5"),
    )
    assert _brought("washing", 115_000) == NOTHING


def test_the_greater_of_two_settings_is_the_most() -> None:
    """One hour of a stop is 55 EUR, less than a tour's; 0.16 a t.km at least, 0.08 at most."""
    turned = with_parameters(
        freight_stop_hours="1", road_eur_t_km_low="0.16", road_eur_t_km_high="0.08"
    )
    assert _brought("washing", 115_000, turned, moved="400") == Transport(
        9568 + 16 * Fraction(55), 9568 + 16 * Fraction("63.25")
    )


def test_a_tanker_a_day_of_effluents_goes_by_road() -> None:
    """25 m3 of each of 364 days are 9,100 a year: 364 tankers; a cubic metre more goes by pipe,
    which nobody has priced."""
    found = _brought("effluent", 1000, amount="7")
    assert found == Transport(
        9100 * Fraction("1.3") * Fraction("0.08") + 364 * Fraction("63.25"),
        9100 * Fraction("1.3") * Fraction("0.16") + 364 * Fraction("170.5"),
    )
    assert _brought("effluent", 1000, amount="7.001") is None


def test_what_goes_by_line_and_what_is_carried() -> None:
    def pair(subject: str, amount: str = "1") -> tuple[Equipment, Equipment]:
        return (
            _read(1, "offer", 100, amount, subject, {}),
            _read(2, "need", 100, amount, subject, {}),
        )

    assert by_line(*pair("steam"), DEFAULTS)
    assert not by_line(*pair("washing"), DEFAULTS)
    assert not by_line(*pair("effluent"), DEFAULTS)
    assert by_line(*pair("effluent", "8"), DEFAULTS)
    assert carried_by_road(pair("effluent")[1]) == 1300
    assert carried_by_road(pair("washing")[1]) is None
