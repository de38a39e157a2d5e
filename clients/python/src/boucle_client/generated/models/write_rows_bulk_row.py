from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.write_rows_bulk_row_kind import check_write_rows_bulk_row_kind
from ..models.write_rows_bulk_row_kind import WriteRowsBulkRowKind
from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.write_rows_bulk_row_data_type_0 import WriteRowsBulkRowDataType0





T = TypeVar("T", bound="WriteRowsBulkRow")



@_attrs_define
class WriteRowsBulkRow:
    """ What ``PUT /v1/sources/{source}/{kind}s/{id}`` takes as its body is ``data`` here; with
    ``withdraw``, what ``DELETE`` does there.

        Example:
            {'data': {'certainty': 'measured', 'direction': 'output', 'nature': 'material', 'quantity': {'unit': 't',
                'value': '900'}, 'site': 'scierie', 'text': 'sciure de bois propre'}, 'id': 'scierie-1', 'kind': 'flow'}

        Attributes:
            id (str): the caller's own id
            kind (WriteRowsBulkRowKind):
            data (None | Unset | WriteRowsBulkRowDataType0):
            withdraw (bool | Unset):  Default: False.
     """

    id: str
    kind: WriteRowsBulkRowKind
    data: None | Unset | WriteRowsBulkRowDataType0 = UNSET
    withdraw: bool | Unset = False





    def to_dict(self) -> dict[str, Any]:
        from ..models.write_rows_bulk_row_data_type_0 import WriteRowsBulkRowDataType0 # noqa: PLC0415
        id = self.id

        kind: str = self.kind

        data: dict[str, Any] | None | Unset
        if isinstance(self.data, Unset):
            data = UNSET
        elif isinstance(self.data, WriteRowsBulkRowDataType0):
            data = self.data.to_dict()
        else:
            data = self.data

        withdraw = self.withdraw


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "kind": kind,
        })
        if data is not UNSET:
            field_dict["data"] = data
        if withdraw is not UNSET:
            field_dict["withdraw"] = withdraw

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.write_rows_bulk_row_data_type_0 import WriteRowsBulkRowDataType0 # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        kind = check_write_rows_bulk_row_kind(d.pop("kind"))




        def _parse_data(data: object) -> None | Unset | WriteRowsBulkRowDataType0:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                data_type_0 = WriteRowsBulkRowDataType0.from_dict(data)



                return data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | WriteRowsBulkRowDataType0, data)

        data = _parse_data(d.pop("data", UNSET))


        withdraw = d.pop("withdraw", UNSET)

        write_rows_bulk_row = cls(
            id=id,
            kind=kind,
            data=data,
            withdraw=withdraw,
        )

        return write_rows_bulk_row

