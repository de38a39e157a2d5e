from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="ReachOut")



@_attrs_define
class ReachOut:
    """ Beyond ``km`` interest decays; beyond ``hard_stop_km``, three times as far, there is none.
    Where ``network``, a declared network that joins both sites adds its length to ``km``, and three
    times its length to ``hard_stop_km``.

        Attributes:
            hard_stop_km (int):
            km (int):
            network (bool):
            reason (str):
     """

    hard_stop_km: int
    km: int
    network: bool
    reason: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        hard_stop_km = self.hard_stop_km

        km = self.km

        network = self.network

        reason = self.reason


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "hard_stop_km": hard_stop_km,
            "km": km,
            "network": network,
            "reason": reason,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        hard_stop_km = d.pop("hard_stop_km")

        km = d.pop("km")

        network = d.pop("network")

        reason = d.pop("reason")

        reach_out = cls(
            hard_stop_km=hard_stop_km,
            km=km,
            network=network,
            reason=reason,
        )


        reach_out.additional_properties = d
        return reach_out

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
