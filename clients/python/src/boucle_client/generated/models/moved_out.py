from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="MovedOut")



@_attrs_define
class MovedOut:
    """ An input that is not what the stored score came from. Versions only where they are the
    reader's to see.

        Attributes:
            input_ (str):
            now (None | str):
            stored (None | str):
     """

    input_: str
    now: None | str
    stored: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        input_ = self.input_

        now: None | str
        now = self.now

        stored: None | str
        stored = self.stored


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "input": input_,
            "now": now,
            "stored": stored,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        input_ = d.pop("input")

        def _parse_now(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        now = _parse_now(d.pop("now"))


        def _parse_stored(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        stored = _parse_stored(d.pop("stored"))


        moved_out = cls(
            input_=input_,
            now=now,
            stored=stored,
        )


        moved_out.additional_properties = d
        return moved_out

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
