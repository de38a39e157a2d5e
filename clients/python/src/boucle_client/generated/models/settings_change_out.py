from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.setting_change_out import SettingChangeOut





T = TypeVar("T", bound="SettingsChangeOut")



@_attrs_define
class SettingsChangeOut:
    """ One change of settings. ``version``: the territory's, which synergies name as
    ``settings_offer`` and ``settings_need``. ``by``: a client id, never a person's name; null for
    what was so before history was kept.

        Attributes:
            at (datetime.datetime):
            by (None | str):
            changes (list[SettingChangeOut]):
            role (None | str):
            version (int):
     """

    at: datetime.datetime
    by: None | str
    changes: list[SettingChangeOut]
    role: None | str
    version: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.setting_change_out import SettingChangeOut # noqa: PLC0415
        at = self.at.isoformat()

        by: None | str
        by = self.by

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)



        role: None | str
        role = self.role

        version = self.version


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "at": at,
            "by": by,
            "changes": changes,
            "role": role,
            "version": version,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.setting_change_out import SettingChangeOut # noqa: PLC0415
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))




        def _parse_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        by = _parse_by(d.pop("by"))


        changes = []
        _changes = d.pop("changes")
        for changes_item_data in (_changes):
            changes_item = SettingChangeOut.from_dict(changes_item_data)



            changes.append(changes_item)


        def _parse_role(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        role = _parse_role(d.pop("role"))


        version = d.pop("version")

        settings_change_out = cls(
            at=at,
            by=by,
            changes=changes,
            role=role,
            version=version,
        )


        settings_change_out.additional_properties = d
        return settings_change_out

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
