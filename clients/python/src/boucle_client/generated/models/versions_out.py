from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast






T = TypeVar("T", bound="VersionsOut")



@_attrs_define
class VersionsOut:
    """ What the score came from. ``life`` is null to companies and tools.

        Attributes:
            catalogue (str):
            factors (str):
            life (int | None):
            need (int):
            offer (int):
            rules (str):
            settings_need (int):
            settings_offer (int):
     """

    catalogue: str
    factors: str
    life: int | None
    need: int
    offer: int
    rules: str
    settings_need: int
    settings_offer: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        catalogue = self.catalogue

        factors = self.factors

        life: int | None
        life = self.life

        need = self.need

        offer = self.offer

        rules = self.rules

        settings_need = self.settings_need

        settings_offer = self.settings_offer


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "catalogue": catalogue,
            "factors": factors,
            "life": life,
            "need": need,
            "offer": offer,
            "rules": rules,
            "settings_need": settings_need,
            "settings_offer": settings_offer,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        catalogue = d.pop("catalogue")

        factors = d.pop("factors")

        def _parse_life(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        life = _parse_life(d.pop("life"))


        need = d.pop("need")

        offer = d.pop("offer")

        rules = d.pop("rules")

        settings_need = d.pop("settings_need")

        settings_offer = d.pop("settings_offer")

        versions_out = cls(
            catalogue=catalogue,
            factors=factors,
            life=life,
            need=need,
            offer=offer,
            rules=rules,
            settings_need=settings_need,
            settings_offer=settings_offer,
        )


        versions_out.additional_properties = d
        return versions_out

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
