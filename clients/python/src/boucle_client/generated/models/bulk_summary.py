from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="BulkSummary")



@_attrs_define
class BulkSummary:
    """ How many rows were created (201), kept or revised (200), withdrawn (204), and how many
    failed. ``complete``: whether every row of the request was read and tried; else ``why`` not,
    and rows after the last answered one are to be sent again.

        Attributes:
            complete (bool):
            created (int):
            failed (int):
            rows (int):
            updated (int):
            withdrawn (int):
            why (None | str | Unset):
     """

    complete: bool
    created: int
    failed: int
    rows: int
    updated: int
    withdrawn: int
    why: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        complete = self.complete

        created = self.created

        failed = self.failed

        rows = self.rows

        updated = self.updated

        withdrawn = self.withdrawn

        why: None | str | Unset
        if isinstance(self.why, Unset):
            why = UNSET
        else:
            why = self.why


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "complete": complete,
            "created": created,
            "failed": failed,
            "rows": rows,
            "updated": updated,
            "withdrawn": withdrawn,
        })
        if why is not UNSET:
            field_dict["why"] = why

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        complete = d.pop("complete")

        created = d.pop("created")

        failed = d.pop("failed")

        rows = d.pop("rows")

        updated = d.pop("updated")

        withdrawn = d.pop("withdrawn")

        def _parse_why(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        why = _parse_why(d.pop("why", UNSET))


        bulk_summary = cls(
            complete=complete,
            created=created,
            failed=failed,
            rows=rows,
            updated=updated,
            withdrawn=withdrawn,
            why=why,
        )


        bulk_summary.additional_properties = d
        return bulk_summary

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
