from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.person_wrote_out_text import PersonWroteOutText





T = TypeVar("T", bound="PersonWroteOut")



@_attrs_define
class PersonWroteOut:
    """ What somebody wrote that names the person: where it is kept, and what it says.

        Attributes:
            text (PersonWroteOutText):
            where (str):
     """

    text: PersonWroteOutText
    where: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.person_wrote_out_text import PersonWroteOutText # noqa: PLC0415
        text = self.text.to_dict()

        where = self.where


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "text": text,
            "where": where,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person_wrote_out_text import PersonWroteOutText # noqa: PLC0415
        d = dict(src_dict)
        text = PersonWroteOutText.from_dict(d.pop("text"))




        where = d.pop("where")

        person_wrote_out = cls(
            text=text,
            where=where,
        )


        person_wrote_out.additional_properties = d
        return person_wrote_out

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
