from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.import_notice_out import ImportNoticeOut
  from ..models.row_error_out import RowErrorOut
  from ..models.row_to_classify_out import RowToClassifyOut





T = TypeVar("T", bound="ImportOut")



@_attrs_define
class ImportOut:
    """ ``rejects``: where the refused rows wait as a file, with their errors. ``to_classify``: rows
    taken but kept out of matching until somebody says their family; ``warnings``: what rows were
    taken with although it may be wrong, such as what was converted. The first thousand of each.

        Attributes:
            created (int):
            created_at (datetime.datetime):
            errors (list[RowErrorOut]):
            import_id (UUID):
            notices (list[ImportNoticeOut]):
            rejected (int):
            rejects (None | str):
            revised (int):
            rows (int):
            to_classify (list[RowToClassifyOut]):
            unchanged (int):
            unclassified (int):
            warnings (list[RowErrorOut]):
     """

    created: int
    created_at: datetime.datetime
    errors: list[RowErrorOut]
    import_id: UUID
    notices: list[ImportNoticeOut]
    rejected: int
    rejects: None | str
    revised: int
    rows: int
    to_classify: list[RowToClassifyOut]
    unchanged: int
    unclassified: int
    warnings: list[RowErrorOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.import_notice_out import ImportNoticeOut # noqa: PLC0415
        from ..models.row_error_out import RowErrorOut # noqa: PLC0415
        from ..models.row_to_classify_out import RowToClassifyOut # noqa: PLC0415
        created = self.created

        created_at = self.created_at.isoformat()

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)



        import_id = str(self.import_id)

        notices = []
        for notices_item_data in self.notices:
            notices_item = notices_item_data.to_dict()
            notices.append(notices_item)



        rejected = self.rejected

        rejects: None | str
        rejects = self.rejects

        revised = self.revised

        rows = self.rows

        to_classify = []
        for to_classify_item_data in self.to_classify:
            to_classify_item = to_classify_item_data.to_dict()
            to_classify.append(to_classify_item)



        unchanged = self.unchanged

        unclassified = self.unclassified

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "created": created,
            "created_at": created_at,
            "errors": errors,
            "import_id": import_id,
            "notices": notices,
            "rejected": rejected,
            "rejects": rejects,
            "revised": revised,
            "rows": rows,
            "to_classify": to_classify,
            "unchanged": unchanged,
            "unclassified": unclassified,
            "warnings": warnings,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.import_notice_out import ImportNoticeOut # noqa: PLC0415
        from ..models.row_error_out import RowErrorOut # noqa: PLC0415
        from ..models.row_to_classify_out import RowToClassifyOut # noqa: PLC0415
        d = dict(src_dict)
        created = d.pop("created")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        errors = []
        _errors = d.pop("errors")
        for errors_item_data in (_errors):
            errors_item = RowErrorOut.from_dict(errors_item_data)



            errors.append(errors_item)


        import_id = UUID(d.pop("import_id"))




        notices = []
        _notices = d.pop("notices")
        for notices_item_data in (_notices):
            notices_item = ImportNoticeOut.from_dict(notices_item_data)



            notices.append(notices_item)


        rejected = d.pop("rejected")

        def _parse_rejects(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rejects = _parse_rejects(d.pop("rejects"))


        revised = d.pop("revised")

        rows = d.pop("rows")

        to_classify = []
        _to_classify = d.pop("to_classify")
        for to_classify_item_data in (_to_classify):
            to_classify_item = RowToClassifyOut.from_dict(to_classify_item_data)



            to_classify.append(to_classify_item)


        unchanged = d.pop("unchanged")

        unclassified = d.pop("unclassified")

        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in (_warnings):
            warnings_item = RowErrorOut.from_dict(warnings_item_data)



            warnings.append(warnings_item)


        import_out = cls(
            created=created,
            created_at=created_at,
            errors=errors,
            import_id=import_id,
            notices=notices,
            rejected=rejected,
            rejects=rejects,
            revised=revised,
            rows=rows,
            to_classify=to_classify,
            unchanged=unchanged,
            unclassified=unclassified,
            warnings=warnings,
        )


        import_out.additional_properties = d
        return import_out

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
