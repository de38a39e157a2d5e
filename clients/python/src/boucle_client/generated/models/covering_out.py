from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.quantity_out import QuantityOut





T = TypeVar("T", bound="CoveringOut")



@_attrs_define
class CoveringOut:
    """ One offer of a set: what it gives a year, in the need's unit; ``share``: of the need.

        Attributes:
            gives (QuantityOut): A decimal as text, and its unit; a year.
            masked (bool):
            score (int | None):
            score_band (None | str):
            share (str):
            synergy_id (UUID):
     """

    gives: QuantityOut
    masked: bool
    score: int | None
    score_band: None | str
    share: str
    synergy_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        gives = self.gives.to_dict()

        masked = self.masked

        score: int | None
        score = self.score

        score_band: None | str
        score_band = self.score_band

        share = self.share

        synergy_id = str(self.synergy_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "gives": gives,
            "masked": masked,
            "score": score,
            "score_band": score_band,
            "share": share,
            "synergy_id": synergy_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        d = dict(src_dict)
        gives = QuantityOut.from_dict(d.pop("gives"))




        masked = d.pop("masked")

        def _parse_score(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        score = _parse_score(d.pop("score"))


        def _parse_score_band(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        score_band = _parse_score_band(d.pop("score_band"))


        share = d.pop("share")

        synergy_id = UUID(d.pop("synergy_id"))




        covering_out = cls(
            gives=gives,
            masked=masked,
            score=score,
            score_band=score_band,
            share=share,
            synergy_id=synergy_id,
        )


        covering_out.additional_properties = d
        return covering_out

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
