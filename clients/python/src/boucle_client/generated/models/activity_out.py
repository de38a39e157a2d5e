from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.reason_out import ReasonOut





T = TypeVar("T", bound="ActivityOut")



@_attrs_define
class ActivityOut:
    """ How the code of an activity was read. ``nace``: the nearest class, group, division or section
    of NACE rev. 2 that the catalogue knows, of that ``level``; it answers. ``reason``: where it
    says less than the code, or says it otherwise.

        Attributes:
            code (str):
            level (str):
            nace (str):
            nomenclature (str):
            reason (None | ReasonOut):
     """

    code: str
    level: str
    nace: str
    nomenclature: str
    reason: None | ReasonOut
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        code = self.code

        level = self.level

        nace = self.nace

        nomenclature = self.nomenclature

        reason: dict[str, Any] | None
        if isinstance(self.reason, ReasonOut):
            reason = self.reason.to_dict()
        else:
            reason = self.reason


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "code": code,
            "level": level,
            "nace": nace,
            "nomenclature": nomenclature,
            "reason": reason,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        d = dict(src_dict)
        code = d.pop("code")

        level = d.pop("level")

        nace = d.pop("nace")

        nomenclature = d.pop("nomenclature")

        def _parse_reason(data: object) -> None | ReasonOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                reason_type_0 = ReasonOut.from_dict(data)



                return reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReasonOut, data)

        reason = _parse_reason(d.pop("reason"))


        activity_out = cls(
            code=code,
            level=level,
            nace=nace,
            nomenclature=nomenclature,
            reason=reason,
        )


        activity_out.additional_properties = d
        return activity_out

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
