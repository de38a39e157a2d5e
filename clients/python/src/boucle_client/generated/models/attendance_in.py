from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.attended import Attended





T = TypeVar("T", bound="AttendanceIn")



@_attrs_define
class AttendanceIn:
    """ 
        Attributes:
            attendance (list[Attended]):
     """

    attendance: list[Attended]





    def to_dict(self) -> dict[str, Any]:
        from ..models.attended import Attended # noqa: PLC0415
        attendance = []
        for attendance_item_data in self.attendance:
            attendance_item = attendance_item_data.to_dict()
            attendance.append(attendance_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "attendance": attendance,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attended import Attended # noqa: PLC0415
        d = dict(src_dict)
        attendance = []
        _attendance = d.pop("attendance")
        for attendance_item_data in (_attendance):
            attendance_item = Attended.from_dict(attendance_item_data)



            attendance.append(attendance_item)


        attendance_in = cls(
            attendance=attendance,
        )

        return attendance_in

