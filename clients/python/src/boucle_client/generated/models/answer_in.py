from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.answer_in_answer import AnswerInAnswer
from ..models.answer_in_answer import check_answer_in_answer
from ..models.answer_in_reason_type_0 import AnswerInReasonType0
from ..models.answer_in_reason_type_0 import check_answer_in_reason_type_0
from ..types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="AnswerIn")



@_attrs_define
class AnswerIn:
    """ What a party answers. ``organisation_id``: who answers, where the caller acts for several.

    ``consent``: to be made known to the other once both are interested.

        Attributes:
            answer (AnswerInAnswer):
            consent (bool | Unset):  Default: False.
            contract_until (datetime.date | None | Unset):
            organisation_id (None | Unset | UUID):
            reason (AnswerInReasonType0 | None | Unset):
     """

    answer: AnswerInAnswer
    consent: bool | Unset = False
    contract_until: datetime.date | None | Unset = UNSET
    organisation_id: None | Unset | UUID = UNSET
    reason: AnswerInReasonType0 | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        answer: str = self.answer

        consent = self.consent

        contract_until: None | str | Unset
        if isinstance(self.contract_until, Unset):
            contract_until = UNSET
        elif isinstance(self.contract_until, datetime.date):
            contract_until = self.contract_until.isoformat()
        else:
            contract_until = self.contract_until

        organisation_id: None | str | Unset
        if isinstance(self.organisation_id, Unset):
            organisation_id = UNSET
        elif isinstance(self.organisation_id, UUID):
            organisation_id = str(self.organisation_id)
        else:
            organisation_id = self.organisation_id

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        elif isinstance(self.reason, str):
            reason = self.reason
        else:
            reason = self.reason


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "answer": answer,
        })
        if consent is not UNSET:
            field_dict["consent"] = consent
        if contract_until is not UNSET:
            field_dict["contract_until"] = contract_until
        if organisation_id is not UNSET:
            field_dict["organisation_id"] = organisation_id
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        answer = check_answer_in_answer(d.pop("answer"))




        consent = d.pop("consent", UNSET)

        def _parse_contract_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                contract_until_type_0 = datetime.date.fromisoformat(data)



                return contract_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        contract_until = _parse_contract_until(d.pop("contract_until", UNSET))


        def _parse_organisation_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                organisation_id_type_0 = UUID(data)



                return organisation_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id", UNSET))


        def _parse_reason(data: object) -> AnswerInReasonType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reason_type_0 = check_answer_in_reason_type_0(data)



                return reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AnswerInReasonType0 | None | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))


        answer_in = cls(
            answer=answer,
            consent=consent,
            contract_until=contract_until,
            organisation_id=organisation_id,
            reason=reason,
        )

        return answer_in

