from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="PersonAnswerOut")



@_attrs_define
class PersonAnswerOut:
    """ What the company answered to an introduction that the person read.

        Attributes:
            answer (None | str):
            answered_at (datetime.datetime):
            comment (str):
            consent (bool):
            contract_until (datetime.date | None):
            introduction_id (UUID):
            organisation_id (UUID):
            reason (None | str):
     """

    answer: None | str
    answered_at: datetime.datetime
    comment: str
    consent: bool
    contract_until: datetime.date | None
    introduction_id: UUID
    organisation_id: UUID
    reason: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        answer: None | str
        answer = self.answer

        answered_at = self.answered_at.isoformat()

        comment = self.comment

        consent = self.consent

        contract_until: None | str
        if isinstance(self.contract_until, datetime.date):
            contract_until = self.contract_until.isoformat()
        else:
            contract_until = self.contract_until

        introduction_id = str(self.introduction_id)

        organisation_id = str(self.organisation_id)

        reason: None | str
        reason = self.reason


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "answer": answer,
            "answered_at": answered_at,
            "comment": comment,
            "consent": consent,
            "contract_until": contract_until,
            "introduction_id": introduction_id,
            "organisation_id": organisation_id,
            "reason": reason,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_answer(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        answer = _parse_answer(d.pop("answer"))


        answered_at = datetime.datetime.fromisoformat(d.pop("answered_at"))




        comment = d.pop("comment")

        consent = d.pop("consent")

        def _parse_contract_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                contract_until_type_0 = datetime.date.fromisoformat(data)



                return contract_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        contract_until = _parse_contract_until(d.pop("contract_until"))


        introduction_id = UUID(d.pop("introduction_id"))




        organisation_id = UUID(d.pop("organisation_id"))




        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))


        person_answer_out = cls(
            answer=answer,
            answered_at=answered_at,
            comment=comment,
            consent=consent,
            contract_until=contract_until,
            introduction_id=introduction_id,
            organisation_id=organisation_id,
            reason=reason,
        )


        person_answer_out.additional_properties = d
        return person_answer_out

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
