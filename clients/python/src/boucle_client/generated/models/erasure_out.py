from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.organisation_left_out import OrganisationLeftOut





T = TypeVar("T", bound="ErasureOut")



@_attrs_define
class ErasureOut:
    """ What was erased here; the other services follow within a minute. ``todo``: what is left to
    do, a line each.

        Attributes:
            animates (list[str]):
            contacts (int):
            controls (list[str]):
            left (list[OrganisationLeftOut]):
            proposals (int):
            texts (int):
            todo (list[str] | Unset):
     """

    animates: list[str]
    contacts: int
    controls: list[str]
    left: list[OrganisationLeftOut]
    proposals: int
    texts: int
    todo: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.organisation_left_out import OrganisationLeftOut # noqa: PLC0415
        animates = self.animates



        contacts = self.contacts

        controls = self.controls



        left = []
        for left_item_data in self.left:
            left_item = left_item_data.to_dict()
            left.append(left_item)



        proposals = self.proposals

        texts = self.texts

        todo: list[str] | Unset = UNSET
        if not isinstance(self.todo, Unset):
            todo = self.todo




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "animates": animates,
            "contacts": contacts,
            "controls": controls,
            "left": left,
            "proposals": proposals,
            "texts": texts,
        })
        if todo is not UNSET:
            field_dict["todo"] = todo

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organisation_left_out import OrganisationLeftOut # noqa: PLC0415
        d = dict(src_dict)
        animates = cast(list[str], d.pop("animates"))


        contacts = d.pop("contacts")

        controls = cast(list[str], d.pop("controls"))


        left = []
        _left = d.pop("left")
        for left_item_data in (_left):
            left_item = OrganisationLeftOut.from_dict(left_item_data)



            left.append(left_item)


        proposals = d.pop("proposals")

        texts = d.pop("texts")

        todo = cast(list[str], d.pop("todo", UNSET))


        erasure_out = cls(
            animates=animates,
            contacts=contacts,
            controls=controls,
            left=left,
            proposals=proposals,
            texts=texts,
            todo=todo,
        )


        erasure_out.additional_properties = d
        return erasure_out

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
