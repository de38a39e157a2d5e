from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.bulk_summary import BulkSummary





T = TypeVar("T", bound="BulkEnd")



@_attrs_define
class BulkEnd:
    """ The last line.

        Attributes:
            summary (BulkSummary): How many rows were created (201), kept or revised (200), withdrawn (204), and how many
                failed. ``complete``: whether every row of the request was read and tried; else ``why`` not,
                and rows after the last answered one are to be sent again.
     """

    summary: BulkSummary
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.bulk_summary import BulkSummary # noqa: PLC0415
        summary = self.summary.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "summary": summary,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bulk_summary import BulkSummary # noqa: PLC0415
        d = dict(src_dict)
        summary = BulkSummary.from_dict(d.pop("summary"))




        bulk_end = cls(
            summary=summary,
        )


        bulk_end.additional_properties = d
        return bulk_end

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
