from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.site_near import SiteNear





T = TypeVar("T", bound="SitesNear")



@_attrs_define
class SitesNear:
    """ Registered sites of the division. ``known``: those that the caller may see, nearest first,
    at most ten; ``count`` counts the others too.

        Attributes:
            count (int):
            known (list[SiteNear]):
            within_km (int):
     """

    count: int
    known: list[SiteNear]
    within_km: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.site_near import SiteNear # noqa: PLC0415
        count = self.count

        known = []
        for known_item_data in self.known:
            known_item = known_item_data.to_dict()
            known.append(known_item)



        within_km = self.within_km


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "count": count,
            "known": known,
            "within_km": within_km,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.site_near import SiteNear # noqa: PLC0415
        d = dict(src_dict)
        count = d.pop("count")

        known = []
        _known = d.pop("known")
        for known_item_data in (_known):
            known_item = SiteNear.from_dict(known_item_data)



            known.append(known_item)


        within_km = d.pop("within_km")

        sites_near = cls(
            count=count,
            known=known,
            within_km=within_km,
        )


        sites_near.additional_properties = d
        return sites_near

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
