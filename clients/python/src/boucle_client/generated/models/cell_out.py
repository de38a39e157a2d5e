from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.cell_out_outcomes import CellOutOutcomes
  from ..models.cell_out_refusals import CellOutRefusals





T = TypeVar("T", bound="CellOut")



@_attrs_define
class CellOut:
    """ ``territory`` or ``route`` null: of all. ``route`` "": no route was computed.

        Attributes:
            high (None | str):
            low (None | str):
            missing (None | str):
            outcomes (CellOutOutcomes):
            precision (None | str):
            refusals (CellOutRefusals):
            route (None | str):
            shown (int):
            small (bool):
            territory (None | str):
            won (int):
     """

    high: None | str
    low: None | str
    missing: None | str
    outcomes: CellOutOutcomes
    precision: None | str
    refusals: CellOutRefusals
    route: None | str
    shown: int
    small: bool
    territory: None | str
    won: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.cell_out_outcomes import CellOutOutcomes # noqa: PLC0415
        from ..models.cell_out_refusals import CellOutRefusals # noqa: PLC0415
        high: None | str
        high = self.high

        low: None | str
        low = self.low

        missing: None | str
        missing = self.missing

        outcomes = self.outcomes.to_dict()

        precision: None | str
        precision = self.precision

        refusals = self.refusals.to_dict()

        route: None | str
        route = self.route

        shown = self.shown

        small = self.small

        territory: None | str
        territory = self.territory

        won = self.won


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "high": high,
            "low": low,
            "missing": missing,
            "outcomes": outcomes,
            "precision": precision,
            "refusals": refusals,
            "route": route,
            "shown": shown,
            "small": small,
            "territory": territory,
            "won": won,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_out_outcomes import CellOutOutcomes # noqa: PLC0415
        from ..models.cell_out_refusals import CellOutRefusals # noqa: PLC0415
        d = dict(src_dict)
        def _parse_high(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        high = _parse_high(d.pop("high"))


        def _parse_low(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        low = _parse_low(d.pop("low"))


        def _parse_missing(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        missing = _parse_missing(d.pop("missing"))


        outcomes = CellOutOutcomes.from_dict(d.pop("outcomes"))




        def _parse_precision(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        precision = _parse_precision(d.pop("precision"))


        refusals = CellOutRefusals.from_dict(d.pop("refusals"))




        def _parse_route(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        route = _parse_route(d.pop("route"))


        shown = d.pop("shown")

        small = d.pop("small")

        def _parse_territory(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        territory = _parse_territory(d.pop("territory"))


        won = d.pop("won")

        cell_out = cls(
            high=high,
            low=low,
            missing=missing,
            outcomes=outcomes,
            precision=precision,
            refusals=refusals,
            route=route,
            shown=shown,
            small=small,
            territory=territory,
            won=won,
        )


        cell_out.additional_properties = d
        return cell_out

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
