from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.reason_out import ReasonOut





T = TypeVar("T", bound="ReadingWarningOut")



@_attrs_define
class ReadingWarningOut:
    """ What does not fit in what is asked: another language, a formula that is none, shares that
    cannot be, a code of another thing than the text's. ``value``: of the field, the part that is
    wrong. It takes nothing away from ``items``.

        Attributes:
            field (str):
            message (ReasonOut):
            value (str):
     """

    field: str
    message: ReasonOut
    value: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        field = self.field

        message = self.message.to_dict()

        value = self.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "field": field,
            "message": message,
            "value": value,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        d = dict(src_dict)
        field = d.pop("field")

        message = ReasonOut.from_dict(d.pop("message"))




        value = d.pop("value")

        reading_warning_out = cls(
            field=field,
            message=message,
            value=value,
        )


        reading_warning_out.additional_properties = d
        return reading_warning_out

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
