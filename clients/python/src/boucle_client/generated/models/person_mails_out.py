from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.person_answer_out import PersonAnswerOut
  from ..models.person_invitation_out import PersonInvitationOut
  from ..models.person_mail_out import PersonMailOut
  from ..models.person_preference_out import PersonPreferenceOut
  from ..models.person_wrote_out import PersonWroteOut





T = TypeVar("T", bound="PersonMailsOut")



@_attrs_define
class PersonMailsOut:
    """ ``stopped_at``: when the person asked for no more mail, from whichever organisation.

        Attributes:
            answers (list[PersonAnswerOut]):
            invitations (list[PersonInvitationOut]):
            mails (list[PersonMailOut]):
            preferences (list[PersonPreferenceOut]):
            stopped_at (datetime.datetime | None):
            texts (list[PersonWroteOut]):
     """

    answers: list[PersonAnswerOut]
    invitations: list[PersonInvitationOut]
    mails: list[PersonMailOut]
    preferences: list[PersonPreferenceOut]
    stopped_at: datetime.datetime | None
    texts: list[PersonWroteOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.person_answer_out import PersonAnswerOut # noqa: PLC0415
        from ..models.person_invitation_out import PersonInvitationOut # noqa: PLC0415
        from ..models.person_mail_out import PersonMailOut # noqa: PLC0415
        from ..models.person_preference_out import PersonPreferenceOut # noqa: PLC0415
        from ..models.person_wrote_out import PersonWroteOut # noqa: PLC0415
        answers = []
        for answers_item_data in self.answers:
            answers_item = answers_item_data.to_dict()
            answers.append(answers_item)



        invitations = []
        for invitations_item_data in self.invitations:
            invitations_item = invitations_item_data.to_dict()
            invitations.append(invitations_item)



        mails = []
        for mails_item_data in self.mails:
            mails_item = mails_item_data.to_dict()
            mails.append(mails_item)



        preferences = []
        for preferences_item_data in self.preferences:
            preferences_item = preferences_item_data.to_dict()
            preferences.append(preferences_item)



        stopped_at: None | str
        if isinstance(self.stopped_at, datetime.datetime):
            stopped_at = self.stopped_at.isoformat()
        else:
            stopped_at = self.stopped_at

        texts = []
        for texts_item_data in self.texts:
            texts_item = texts_item_data.to_dict()
            texts.append(texts_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "answers": answers,
            "invitations": invitations,
            "mails": mails,
            "preferences": preferences,
            "stopped_at": stopped_at,
            "texts": texts,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person_answer_out import PersonAnswerOut # noqa: PLC0415
        from ..models.person_invitation_out import PersonInvitationOut # noqa: PLC0415
        from ..models.person_mail_out import PersonMailOut # noqa: PLC0415
        from ..models.person_preference_out import PersonPreferenceOut # noqa: PLC0415
        from ..models.person_wrote_out import PersonWroteOut # noqa: PLC0415
        d = dict(src_dict)
        answers = []
        _answers = d.pop("answers")
        for answers_item_data in (_answers):
            answers_item = PersonAnswerOut.from_dict(answers_item_data)



            answers.append(answers_item)


        invitations = []
        _invitations = d.pop("invitations")
        for invitations_item_data in (_invitations):
            invitations_item = PersonInvitationOut.from_dict(invitations_item_data)



            invitations.append(invitations_item)


        mails = []
        _mails = d.pop("mails")
        for mails_item_data in (_mails):
            mails_item = PersonMailOut.from_dict(mails_item_data)



            mails.append(mails_item)


        preferences = []
        _preferences = d.pop("preferences")
        for preferences_item_data in (_preferences):
            preferences_item = PersonPreferenceOut.from_dict(preferences_item_data)



            preferences.append(preferences_item)


        def _parse_stopped_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                stopped_at_type_0 = datetime.datetime.fromisoformat(data)



                return stopped_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        stopped_at = _parse_stopped_at(d.pop("stopped_at"))


        texts = []
        _texts = d.pop("texts")
        for texts_item_data in (_texts):
            texts_item = PersonWroteOut.from_dict(texts_item_data)



            texts.append(texts_item)


        person_mails_out = cls(
            answers=answers,
            invitations=invitations,
            mails=mails,
            preferences=preferences,
            stopped_at=stopped_at,
            texts=texts,
        )


        person_mails_out.additional_properties = d
        return person_mails_out

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
