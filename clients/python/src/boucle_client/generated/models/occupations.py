from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.occupation_out import OccupationOut
  from ..models.reason_out import ReasonOut





T = TypeVar("T", bound="Occupations")



@_attrs_define
class Occupations:
    """ ``rome``: the version that was imported, null where none was; ``hint`` then says what to
    do.

        Attributes:
            hint (None | ReasonOut):
            items (list[OccupationOut]):
            rome (None | str):
            version (str):
            next_ (None | str | Unset):
     """

    hint: None | ReasonOut
    items: list[OccupationOut]
    rome: None | str
    version: str
    next_: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.occupation_out import OccupationOut # noqa: PLC0415
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        hint: dict[str, Any] | None
        if isinstance(self.hint, ReasonOut):
            hint = self.hint.to_dict()
        else:
            hint = self.hint

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)



        rome: None | str
        rome = self.rome

        version = self.version

        next_: None | str | Unset
        if isinstance(self.next_, Unset):
            next_ = UNSET
        else:
            next_ = self.next_


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "hint": hint,
            "items": items,
            "rome": rome,
            "version": version,
        })
        if next_ is not UNSET:
            field_dict["next"] = next_

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.occupation_out import OccupationOut # noqa: PLC0415
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_hint(data: object) -> None | ReasonOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                hint_type_0 = ReasonOut.from_dict(data)



                return hint_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReasonOut, data)

        hint = _parse_hint(d.pop("hint"))


        items = []
        _items = d.pop("items")
        for items_item_data in (_items):
            items_item = OccupationOut.from_dict(items_item_data)



            items.append(items_item)


        def _parse_rome(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rome = _parse_rome(d.pop("rome"))


        version = d.pop("version")

        def _parse_next_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        next_ = _parse_next_(d.pop("next", UNSET))


        occupations = cls(
            hint=hint,
            items=items,
            rome=rome,
            version=version,
            next_=next_,
        )


        occupations.additional_properties = d
        return occupations

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
