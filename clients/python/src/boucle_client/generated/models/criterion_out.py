from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.sentence_out import SentenceOut





T = TypeVar("T", bound="CriterionOut")



@_attrs_define
class CriterionOut:
    """ One reason. ``points``, ``value`` and ``limit`` are empty where they would tell too much;
    ``tightened``: by a setting of a territory. ``sentence`` is written from what is left.

        Attributes:
            limit (None | str):
            name (str):
            points (int | None): Of this criterion alone, 0 to 10,000; 0 where it excludes the pair, null where it would
                tell too much.
            private (bool):
            sentence (SentenceOut):
            tightened (bool):
            unit (None | str):
            value (None | str):
            verdict (str):
            weight (int):
     """

    limit: None | str
    name: str
    points: int | None
    private: bool
    sentence: SentenceOut
    tightened: bool
    unit: None | str
    value: None | str
    verdict: str
    weight: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        limit: None | str
        limit = self.limit

        name = self.name

        points: int | None
        points = self.points

        private = self.private

        sentence = self.sentence.to_dict()

        tightened = self.tightened

        unit: None | str
        unit = self.unit

        value: None | str
        value = self.value

        verdict = self.verdict

        weight = self.weight


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "limit": limit,
            "name": name,
            "points": points,
            "private": private,
            "sentence": sentence,
            "tightened": tightened,
            "unit": unit,
            "value": value,
            "verdict": verdict,
            "weight": weight,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_limit(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        limit = _parse_limit(d.pop("limit"))


        name = d.pop("name")

        def _parse_points(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        points = _parse_points(d.pop("points"))


        private = d.pop("private")

        sentence = SentenceOut.from_dict(d.pop("sentence"))




        tightened = d.pop("tightened")

        def _parse_unit(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        unit = _parse_unit(d.pop("unit"))


        def _parse_value(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        value = _parse_value(d.pop("value"))


        verdict = d.pop("verdict")

        weight = d.pop("weight")

        criterion_out = cls(
            limit=limit,
            name=name,
            points=points,
            private=private,
            sentence=sentence,
            tightened=tightened,
            unit=unit,
            value=value,
            verdict=verdict,
            weight=weight,
        )


        criterion_out.additional_properties = d
        return criterion_out

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
