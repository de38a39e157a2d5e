from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.person_animator_out import PersonAnimatorOut
  from ..models.person_contact_out import PersonContactOut
  from ..models.person_proposal_out import PersonProposalOut
  from ..models.person_text_out import PersonTextOut





T = TypeVar("T", bound="PersonOut")



@_attrs_define
class PersonOut:
    """ All that registry keeps under an address. ``controls``: territories that name it as the one
    to write to about data. ``erased_at``: when it was last erased.

        Attributes:
            address (str):
            animates (list[PersonAnimatorOut]):
            contacts (list[PersonContactOut]):
            controls (list[str]):
            erased_at (datetime.datetime | None):
            proposals (list[PersonProposalOut]):
            texts (list[PersonTextOut]):
     """

    address: str
    animates: list[PersonAnimatorOut]
    contacts: list[PersonContactOut]
    controls: list[str]
    erased_at: datetime.datetime | None
    proposals: list[PersonProposalOut]
    texts: list[PersonTextOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.person_animator_out import PersonAnimatorOut # noqa: PLC0415
        from ..models.person_contact_out import PersonContactOut # noqa: PLC0415
        from ..models.person_proposal_out import PersonProposalOut # noqa: PLC0415
        from ..models.person_text_out import PersonTextOut # noqa: PLC0415
        address = self.address

        animates = []
        for animates_item_data in self.animates:
            animates_item = animates_item_data.to_dict()
            animates.append(animates_item)



        contacts = []
        for contacts_item_data in self.contacts:
            contacts_item = contacts_item_data.to_dict()
            contacts.append(contacts_item)



        controls = self.controls



        erased_at: None | str
        if isinstance(self.erased_at, datetime.datetime):
            erased_at = self.erased_at.isoformat()
        else:
            erased_at = self.erased_at

        proposals = []
        for proposals_item_data in self.proposals:
            proposals_item = proposals_item_data.to_dict()
            proposals.append(proposals_item)



        texts = []
        for texts_item_data in self.texts:
            texts_item = texts_item_data.to_dict()
            texts.append(texts_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "address": address,
            "animates": animates,
            "contacts": contacts,
            "controls": controls,
            "erased_at": erased_at,
            "proposals": proposals,
            "texts": texts,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person_animator_out import PersonAnimatorOut # noqa: PLC0415
        from ..models.person_contact_out import PersonContactOut # noqa: PLC0415
        from ..models.person_proposal_out import PersonProposalOut # noqa: PLC0415
        from ..models.person_text_out import PersonTextOut # noqa: PLC0415
        d = dict(src_dict)
        address = d.pop("address")

        animates = []
        _animates = d.pop("animates")
        for animates_item_data in (_animates):
            animates_item = PersonAnimatorOut.from_dict(animates_item_data)



            animates.append(animates_item)


        contacts = []
        _contacts = d.pop("contacts")
        for contacts_item_data in (_contacts):
            contacts_item = PersonContactOut.from_dict(contacts_item_data)



            contacts.append(contacts_item)


        controls = cast(list[str], d.pop("controls"))


        def _parse_erased_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                erased_at_type_0 = datetime.datetime.fromisoformat(data)



                return erased_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        erased_at = _parse_erased_at(d.pop("erased_at"))


        proposals = []
        _proposals = d.pop("proposals")
        for proposals_item_data in (_proposals):
            proposals_item = PersonProposalOut.from_dict(proposals_item_data)



            proposals.append(proposals_item)


        texts = []
        _texts = d.pop("texts")
        for texts_item_data in (_texts):
            texts_item = PersonTextOut.from_dict(texts_item_data)



            texts.append(texts_item)


        person_out = cls(
            address=address,
            animates=animates,
            contacts=contacts,
            controls=controls,
            erased_at=erased_at,
            proposals=proposals,
            texts=texts,
        )


        person_out.additional_properties = d
        return person_out

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
