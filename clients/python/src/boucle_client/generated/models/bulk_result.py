from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.bulk_result_problem_type_0 import BulkResultProblemType0
  from ..models.warning_out import WarningOut





T = TypeVar("T", bound="BulkResult")



@_attrs_define
class BulkResult:
    """ What came of one row. ``line``: of the request, the first is 1. ``status``: as PUT or DELETE
    would answer it. ``problem``: why it was not taken; its ``errors`` name fields of the row, such
    as ``data.quantity.unit``.

        Attributes:
            line (int):
            status (int):
            id (None | str | Unset):
            kind (None | str | Unset):
            problem (BulkResultProblemType0 | None | Unset): RFC 9457.
            unclassified (bool | Unset): A flow whose family, or a sharing whose subject, could not be read: it is not
                matched. Default: False.
            version (int | None | Unset): Of the thing as kept.
            warnings (list[WarningOut] | Unset):
     """

    line: int
    status: int
    id: None | str | Unset = UNSET
    kind: None | str | Unset = UNSET
    problem: BulkResultProblemType0 | None | Unset = UNSET
    unclassified: bool | Unset = False
    version: int | None | Unset = UNSET
    warnings: list[WarningOut] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.bulk_result_problem_type_0 import BulkResultProblemType0 # noqa: PLC0415
        from ..models.warning_out import WarningOut # noqa: PLC0415
        line = self.line

        status = self.status

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        else:
            kind = self.kind

        problem: dict[str, Any] | None | Unset
        if isinstance(self.problem, Unset):
            problem = UNSET
        elif isinstance(self.problem, BulkResultProblemType0):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        unclassified = self.unclassified

        version: int | None | Unset
        if isinstance(self.version, Unset):
            version = UNSET
        else:
            version = self.version

        warnings: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.warnings, Unset):
            warnings = []
            for warnings_item_data in self.warnings:
                warnings_item = warnings_item_data.to_dict()
                warnings.append(warnings_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "line": line,
            "status": status,
        })
        if id is not UNSET:
            field_dict["id"] = id
        if kind is not UNSET:
            field_dict["kind"] = kind
        if problem is not UNSET:
            field_dict["problem"] = problem
        if unclassified is not UNSET:
            field_dict["unclassified"] = unclassified
        if version is not UNSET:
            field_dict["version"] = version
        if warnings is not UNSET:
            field_dict["warnings"] = warnings

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bulk_result_problem_type_0 import BulkResultProblemType0 # noqa: PLC0415
        from ..models.warning_out import WarningOut # noqa: PLC0415
        d = dict(src_dict)
        line = d.pop("line")

        status = d.pop("status")

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))


        def _parse_kind(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))


        def _parse_problem(data: object) -> BulkResultProblemType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = BulkResultProblemType0.from_dict(data)



                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BulkResultProblemType0 | None | Unset, data)

        problem = _parse_problem(d.pop("problem", UNSET))


        unclassified = d.pop("unclassified", UNSET)

        def _parse_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        version = _parse_version(d.pop("version", UNSET))


        _warnings = d.pop("warnings", UNSET)
        warnings: list[WarningOut] | Unset = UNSET
        if _warnings is not UNSET:
            warnings = []
            for warnings_item_data in _warnings:
                warnings_item = WarningOut.from_dict(warnings_item_data)



                warnings.append(warnings_item)


        bulk_result = cls(
            line=line,
            status=status,
            id=id,
            kind=kind,
            problem=problem,
            unclassified=unclassified,
            version=version,
            warnings=warnings,
        )


        bulk_result.additional_properties = d
        return bulk_result

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
