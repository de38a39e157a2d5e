from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="MemberOut")



@_attrs_define
class MemberOut:
    """ One declaration that stands in the group. ``amount``: what it brings or takes, in the group's
    unit; ``alone``: what it costs alone, ``saving``: its share of what the group saves, EUR a year.
    ``joins_on``: later than the others, as its contract binds it until then. ``masked``: what is
    another's was taken away.

        Attributes:
            alone (None | str): A decimal.
            amount (None | str): A decimal.
            division (None | str):
            joins_on (datetime.date | None):
            masked (bool):
            months (list[str]):
            organisation_id (None | UUID):
            role (str):
            saving (None | str): A decimal.
            sharing_id (None | UUID):
            site_id (None | UUID):
            territory (None | str):
     """

    alone: None | str
    amount: None | str
    division: None | str
    joins_on: datetime.date | None
    masked: bool
    months: list[str]
    organisation_id: None | UUID
    role: str
    saving: None | str
    sharing_id: None | UUID
    site_id: None | UUID
    territory: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        alone: None | str
        alone = self.alone

        amount: None | str
        amount = self.amount

        division: None | str
        division = self.division

        joins_on: None | str
        if isinstance(self.joins_on, datetime.date):
            joins_on = self.joins_on.isoformat()
        else:
            joins_on = self.joins_on

        masked = self.masked

        months = self.months



        organisation_id: None | str
        if isinstance(self.organisation_id, UUID):
            organisation_id = str(self.organisation_id)
        else:
            organisation_id = self.organisation_id

        role = self.role

        saving: None | str
        saving = self.saving

        sharing_id: None | str
        if isinstance(self.sharing_id, UUID):
            sharing_id = str(self.sharing_id)
        else:
            sharing_id = self.sharing_id

        site_id: None | str
        if isinstance(self.site_id, UUID):
            site_id = str(self.site_id)
        else:
            site_id = self.site_id

        territory: None | str
        territory = self.territory


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "alone": alone,
            "amount": amount,
            "division": division,
            "joins_on": joins_on,
            "masked": masked,
            "months": months,
            "organisation_id": organisation_id,
            "role": role,
            "saving": saving,
            "sharing_id": sharing_id,
            "site_id": site_id,
            "territory": territory,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_alone(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        alone = _parse_alone(d.pop("alone"))


        def _parse_amount(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        amount = _parse_amount(d.pop("amount"))


        def _parse_division(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        division = _parse_division(d.pop("division"))


        def _parse_joins_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                joins_on_type_0 = datetime.date.fromisoformat(data)



                return joins_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        joins_on = _parse_joins_on(d.pop("joins_on"))


        masked = d.pop("masked")

        months = cast(list[str], d.pop("months"))


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


        role = d.pop("role")

        def _parse_saving(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        saving = _parse_saving(d.pop("saving"))


        def _parse_sharing_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sharing_id_type_0 = UUID(data)



                return sharing_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        sharing_id = _parse_sharing_id(d.pop("sharing_id"))


        def _parse_site_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                site_id_type_0 = UUID(data)



                return site_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        site_id = _parse_site_id(d.pop("site_id"))


        def _parse_territory(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        territory = _parse_territory(d.pop("territory"))


        member_out = cls(
            alone=alone,
            amount=amount,
            division=division,
            joins_on=joins_on,
            masked=masked,
            months=months,
            organisation_id=organisation_id,
            role=role,
            saving=saving,
            sharing_id=sharing_id,
            site_id=site_id,
            territory=territory,
        )


        member_out.additional_properties = d
        return member_out

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
