from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.quality_limit_out import QualityLimitOut





T = TypeVar("T", bound="ConditionsOut")



@_attrs_define
class ConditionsOut:
    """ What makes or breaks the route. ``operations``: a receiver of waste is allowed one of them;
    empty where no waste permit is at stake.

        Attributes:
            forms (list[str]):
            hazardous (bool): Whether a hazardous offer may take it.
            legal_statuses (list[str]):
            operations (list[str]):
            qualities (list[QualityLimitOut]):
     """

    forms: list[str]
    hazardous: bool
    legal_statuses: list[str]
    operations: list[str]
    qualities: list[QualityLimitOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.quality_limit_out import QualityLimitOut # noqa: PLC0415
        forms = self.forms



        hazardous = self.hazardous

        legal_statuses = self.legal_statuses



        operations = self.operations



        qualities = []
        for qualities_item_data in self.qualities:
            qualities_item = qualities_item_data.to_dict()
            qualities.append(qualities_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "forms": forms,
            "hazardous": hazardous,
            "legal_statuses": legal_statuses,
            "operations": operations,
            "qualities": qualities,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.quality_limit_out import QualityLimitOut # noqa: PLC0415
        d = dict(src_dict)
        forms = cast(list[str], d.pop("forms"))


        hazardous = d.pop("hazardous")

        legal_statuses = cast(list[str], d.pop("legal_statuses"))


        operations = cast(list[str], d.pop("operations"))


        qualities = []
        _qualities = d.pop("qualities")
        for qualities_item_data in (_qualities):
            qualities_item = QualityLimitOut.from_dict(qualities_item_data)



            qualities.append(qualities_item)


        conditions_out = cls(
            forms=forms,
            hazardous=hazardous,
            legal_statuses=legal_statuses,
            operations=operations,
            qualities=qualities,
        )


        conditions_out.additional_properties = d
        return conditions_out

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
