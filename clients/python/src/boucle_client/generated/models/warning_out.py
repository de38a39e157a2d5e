from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="WarningOut")



@_attrs_define
class WarningOut:
    """ What was taken, but may be wrong: the field, its value, why, and what would be right, in
    English and in French. ``field``: of the body, or of the site (``site.treatments``).

        Attributes:
            expected (str):
            expected_fr (str):
            field (str):
            message (str):
            message_fr (str):
            value (Any):
     """

    expected: str
    expected_fr: str
    field: str
    message: str
    message_fr: str
    value: Any
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        expected = self.expected

        expected_fr = self.expected_fr

        field = self.field

        message = self.message

        message_fr = self.message_fr

        value = self.value


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "expected": expected,
            "expected_fr": expected_fr,
            "field": field,
            "message": message,
            "message_fr": message_fr,
            "value": value,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        expected = d.pop("expected")

        expected_fr = d.pop("expected_fr")

        field = d.pop("field")

        message = d.pop("message")

        message_fr = d.pop("message_fr")

        value = d.pop("value")

        warning_out = cls(
            expected=expected,
            expected_fr=expected_fr,
            field=field,
            message=message,
            message_fr=message_fr,
            value=value,
        )


        warning_out.additional_properties = d
        return warning_out

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
