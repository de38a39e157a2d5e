from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.mail_out import MailOut





T = TypeVar("T", bound="PartyOut")



@_attrs_define
class PartyOut:
    """ One company of an introduction. ``masked``: another's side, shown after consent only; to
    animators its territory, and when it was written to, before.

        Attributes:
            masked (bool):
            organisation_id (None | UUID):
            sent_at (datetime.datetime | None):
            territory (None | str):
            answer (None | str | Unset):
            answered_at (datetime.datetime | None | Unset):
            comment (None | str | Unset):
            consent (bool | None | Unset):
            contract_until (datetime.date | None | Unset):
            disclosed_at (datetime.datetime | None | Unset):
            mails (list[MailOut] | Unset):
            reason (None | str | Unset):
     """

    masked: bool
    organisation_id: None | UUID
    sent_at: datetime.datetime | None
    territory: None | str
    answer: None | str | Unset = UNSET
    answered_at: datetime.datetime | None | Unset = UNSET
    comment: None | str | Unset = UNSET
    consent: bool | None | Unset = UNSET
    contract_until: datetime.date | None | Unset = UNSET
    disclosed_at: datetime.datetime | None | Unset = UNSET
    mails: list[MailOut] | Unset = UNSET
    reason: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.mail_out import MailOut # noqa: PLC0415
        masked = self.masked

        organisation_id: None | str
        if isinstance(self.organisation_id, UUID):
            organisation_id = str(self.organisation_id)
        else:
            organisation_id = self.organisation_id

        sent_at: None | str
        if isinstance(self.sent_at, datetime.datetime):
            sent_at = self.sent_at.isoformat()
        else:
            sent_at = self.sent_at

        territory: None | str
        territory = self.territory

        answer: None | str | Unset
        if isinstance(self.answer, Unset):
            answer = UNSET
        else:
            answer = self.answer

        answered_at: None | str | Unset
        if isinstance(self.answered_at, Unset):
            answered_at = UNSET
        elif isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        comment: None | str | Unset
        if isinstance(self.comment, Unset):
            comment = UNSET
        else:
            comment = self.comment

        consent: bool | None | Unset
        if isinstance(self.consent, Unset):
            consent = UNSET
        else:
            consent = self.consent

        contract_until: None | str | Unset
        if isinstance(self.contract_until, Unset):
            contract_until = UNSET
        elif isinstance(self.contract_until, datetime.date):
            contract_until = self.contract_until.isoformat()
        else:
            contract_until = self.contract_until

        disclosed_at: None | str | Unset
        if isinstance(self.disclosed_at, Unset):
            disclosed_at = UNSET
        elif isinstance(self.disclosed_at, datetime.datetime):
            disclosed_at = self.disclosed_at.isoformat()
        else:
            disclosed_at = self.disclosed_at

        mails: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.mails, Unset):
            mails = []
            for mails_item_data in self.mails:
                mails_item = mails_item_data.to_dict()
                mails.append(mails_item)



        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "masked": masked,
            "organisation_id": organisation_id,
            "sent_at": sent_at,
            "territory": territory,
        })
        if answer is not UNSET:
            field_dict["answer"] = answer
        if answered_at is not UNSET:
            field_dict["answered_at"] = answered_at
        if comment is not UNSET:
            field_dict["comment"] = comment
        if consent is not UNSET:
            field_dict["consent"] = consent
        if contract_until is not UNSET:
            field_dict["contract_until"] = contract_until
        if disclosed_at is not UNSET:
            field_dict["disclosed_at"] = disclosed_at
        if mails is not UNSET:
            field_dict["mails"] = mails
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.mail_out import MailOut # noqa: PLC0415
        d = dict(src_dict)
        masked = d.pop("masked")

        def _parse_organisation_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                organisation_id_type_0 = UUID(data)



                return organisation_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        organisation_id = _parse_organisation_id(d.pop("organisation_id"))


        def _parse_sent_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_at_type_0 = datetime.datetime.fromisoformat(data)



                return sent_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        sent_at = _parse_sent_at(d.pop("sent_at"))


        def _parse_territory(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        territory = _parse_territory(d.pop("territory"))


        def _parse_answer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        answer = _parse_answer(d.pop("answer", UNSET))


        def _parse_answered_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_at_type_0 = datetime.datetime.fromisoformat(data)



                return answered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        answered_at = _parse_answered_at(d.pop("answered_at", UNSET))


        def _parse_comment(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        comment = _parse_comment(d.pop("comment", UNSET))


        def _parse_consent(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        consent = _parse_consent(d.pop("consent", UNSET))


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


        def _parse_disclosed_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                disclosed_at_type_0 = datetime.datetime.fromisoformat(data)



                return disclosed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        disclosed_at = _parse_disclosed_at(d.pop("disclosed_at", UNSET))


        _mails = d.pop("mails", UNSET)
        mails: list[MailOut] | Unset = UNSET
        if _mails is not UNSET:
            mails = []
            for mails_item_data in _mails:
                mails_item = MailOut.from_dict(mails_item_data)



                mails.append(mails_item)


        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))


        party_out = cls(
            masked=masked,
            organisation_id=organisation_id,
            sent_at=sent_at,
            territory=territory,
            answer=answer,
            answered_at=answered_at,
            comment=comment,
            consent=consent,
            contract_until=contract_until,
            disclosed_at=disclosed_at,
            mails=mails,
            reason=reason,
        )


        party_out.additional_properties = d
        return party_out

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
