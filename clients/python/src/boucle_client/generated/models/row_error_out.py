from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="RowErrorOut")



@_attrs_define
class RowErrorOut:
    """ ``line``: the row's number, as a spreadsheet shows it. ``cell``: of a workbook, ``C12``.

        Attributes:
            column (str):
            expected (str):
            line (int):
            message (str):
            value (Any):
            cell (None | str | Unset):
     """

    column: str
    expected: str
    line: int
    message: str
    value: Any
    cell: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        column = self.column

        expected = self.expected

        line = self.line

        message = self.message

        value = self.value

        cell: None | str | Unset
        if isinstance(self.cell, Unset):
            cell = UNSET
        else:
            cell = self.cell


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "column": column,
            "expected": expected,
            "line": line,
            "message": message,
            "value": value,
        })
        if cell is not UNSET:
            field_dict["cell"] = cell

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        column = d.pop("column")

        expected = d.pop("expected")

        line = d.pop("line")

        message = d.pop("message")

        value = d.pop("value")

        def _parse_cell(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cell = _parse_cell(d.pop("cell", UNSET))


        row_error_out = cls(
            column=column,
            expected=expected,
            line=line,
            message=message,
            value=value,
            cell=cell,
        )


        row_error_out.additional_properties = d
        return row_error_out

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
