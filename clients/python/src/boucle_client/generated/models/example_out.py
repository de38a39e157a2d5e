from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="ExampleOut")



@_attrs_define
class ExampleOut:
    """ How many are there now.

        Attributes:
            flows (int):
            organisations (int):
            sharings (int):
            sites (int):
     """

    flows: int
    organisations: int
    sharings: int
    sites: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        flows = self.flows

        organisations = self.organisations

        sharings = self.sharings

        sites = self.sites


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "flows": flows,
            "organisations": organisations,
            "sharings": sharings,
            "sites": sites,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        flows = d.pop("flows")

        organisations = d.pop("organisations")

        sharings = d.pop("sharings")

        sites = d.pop("sites")

        example_out = cls(
            flows=flows,
            organisations=organisations,
            sharings=sharings,
            sites=sites,
        )


        example_out.additional_properties = d
        return example_out

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
