from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.figures_out_outcomes import FiguresOutOutcomes
  from ..models.figures_out_refusals import FiguresOutRefusals





T = TypeVar("T", bound="FiguresOut")



@_attrs_define
class FiguresOut:
    """ ``shown``: pairs of the engine's that were introduced, the first k of each need by score.
    ``won``: those that both companies consented to, or that went further. ``precision`` = won /
    shown, between ``low`` and ``high`` with 95 % confidence (Wilson); null, with why, where
    nothing was shown. ``small``: so few that it says little. ``refusals``: by the parties of these
    territories, on any synergy, those that lapsed since too.

        Attributes:
            high (None | str):
            low (None | str):
            missing (None | str):
            outcomes (FiguresOutOutcomes):
            precision (None | str):
            refusals (FiguresOutRefusals):
            shown (int):
            small (bool):
            won (int):
     """

    high: None | str
    low: None | str
    missing: None | str
    outcomes: FiguresOutOutcomes
    precision: None | str
    refusals: FiguresOutRefusals
    shown: int
    small: bool
    won: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.figures_out_outcomes import FiguresOutOutcomes # noqa: PLC0415
        from ..models.figures_out_refusals import FiguresOutRefusals # noqa: PLC0415
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

        shown = self.shown

        small = self.small

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
            "shown": shown,
            "small": small,
            "won": won,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figures_out_outcomes import FiguresOutOutcomes # noqa: PLC0415
        from ..models.figures_out_refusals import FiguresOutRefusals # noqa: PLC0415
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


        outcomes = FiguresOutOutcomes.from_dict(d.pop("outcomes"))




        def _parse_precision(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        precision = _parse_precision(d.pop("precision"))


        refusals = FiguresOutRefusals.from_dict(d.pop("refusals"))




        shown = d.pop("shown")

        small = d.pop("small")

        won = d.pop("won")

        figures_out = cls(
            high=high,
            low=low,
            missing=missing,
            outcomes=outcomes,
            precision=precision,
            refusals=refusals,
            shown=shown,
            small=small,
            won=won,
        )


        figures_out.additional_properties = d
        return figures_out

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
