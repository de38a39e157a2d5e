from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.contact_out import ContactOut





T = TypeVar("T", bound="ConfirmedContactOut")



@_attrs_define
class ConfirmedContactOut:
    """ 
        Attributes:
            contact (ContactOut):
            organisation_id (UUID):
     """

    contact: ContactOut
    organisation_id: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.contact_out import ContactOut # noqa: PLC0415
        contact = self.contact.to_dict()

        organisation_id = str(self.organisation_id)


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "contact": contact,
            "organisation_id": organisation_id,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.contact_out import ContactOut # noqa: PLC0415
        d = dict(src_dict)
        contact = ContactOut.from_dict(d.pop("contact"))




        organisation_id = UUID(d.pop("organisation_id"))




        confirmed_contact_out = cls(
            contact=contact,
            organisation_id=organisation_id,
        )


        confirmed_contact_out.additional_properties = d
        return confirmed_contact_out

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
