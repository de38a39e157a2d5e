from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.prospect_out import ProspectOut





T = TypeVar("T", bound="ProspectsOut")



@_attrs_define
class ProspectsOut:
    """ Best first. ``imported_at``: when INSEE's file was last read; null when it never was.

        Attributes:
            imported_at (datetime.datetime | None):
            items (list[ProspectOut]):
            passed_over (None | str): Why nobody is sought for this flow, and items are none: it was withdrawn, repeats
                another one (ask for that one), is typical of its activity and told by nobody, or is met: synergies that run
                take its whole quantity. Null when it looks for a partner.
     """

    imported_at: datetime.datetime | None
    items: list[ProspectOut]
    passed_over: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.prospect_out import ProspectOut # noqa: PLC0415
        imported_at: None | str
        if isinstance(self.imported_at, datetime.datetime):
            imported_at = self.imported_at.isoformat()
        else:
            imported_at = self.imported_at

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)



        passed_over: None | str
        passed_over = self.passed_over


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "imported_at": imported_at,
            "items": items,
            "passed_over": passed_over,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.prospect_out import ProspectOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_imported_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                imported_at_type_0 = datetime.datetime.fromisoformat(data)



                return imported_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        imported_at = _parse_imported_at(d.pop("imported_at"))


        items = []
        _items = d.pop("items")
        for items_item_data in (_items):
            items_item = ProspectOut.from_dict(items_item_data)



            items.append(items_item)


        def _parse_passed_over(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        passed_over = _parse_passed_over(d.pop("passed_over"))


        prospects_out = cls(
            imported_at=imported_at,
            items=items,
            passed_over=passed_over,
        )


        prospects_out.additional_properties = d
        return prospects_out

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
