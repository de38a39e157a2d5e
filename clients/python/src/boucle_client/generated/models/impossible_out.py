from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.reason_out import ReasonOut





T = TypeVar("T", bound="ImpossibleOut")



@_attrs_define
class ImpossibleOut:
    """ ``declared``: only where the family's key is sent, not where a text is read as it.
    ``apart``: List of Waste codes of what is soiled, with which it still can be.

        Attributes:
            apart (list[str]):
            declared (bool):
            reason (ReasonOut):
            what (str):
     """

    apart: list[str]
    declared: bool
    reason: ReasonOut
    what: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        apart = self.apart



        declared = self.declared

        reason = self.reason.to_dict()

        what = self.what


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "apart": apart,
            "declared": declared,
            "reason": reason,
            "what": what,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.reason_out import ReasonOut # noqa: PLC0415
        d = dict(src_dict)
        apart = cast(list[str], d.pop("apart"))


        declared = d.pop("declared")

        reason = ReasonOut.from_dict(d.pop("reason"))




        what = d.pop("what")

        impossible_out = cls(
            apart=apart,
            declared=declared,
            reason=reason,
            what=what,
        )


        impossible_out.additional_properties = d
        return impossible_out

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
