from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.quantity_out import QuantityOut





T = TypeVar("T", bound="SideOut")



@_attrs_define
class SideOut:
    """ One party. ``masked``: its ids and exact figures are not yours to see; ``territory``, of a
    masked one, is for animators.

    What a refusal refused stays inside: it is the other party's exact figure.

        Attributes:
            answered_at (datetime.datetime | None):
            contract_until (datetime.date | None):
            division (None | str):
            family (None | str):
            flow_id (None | UUID):
            masked (bool):
            organisation_id (None | UUID):
            quantity (None | QuantityOut):
            reason (None | str):
            role (str):
            sharing_id (None | UUID):
            site_id (None | UUID):
            standing (str):
            territory (None | str):
     """

    answered_at: datetime.datetime | None
    contract_until: datetime.date | None
    division: None | str
    family: None | str
    flow_id: None | UUID
    masked: bool
    organisation_id: None | UUID
    quantity: None | QuantityOut
    reason: None | str
    role: str
    sharing_id: None | UUID
    site_id: None | UUID
    standing: str
    territory: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        answered_at: None | str
        if isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        contract_until: None | str
        if isinstance(self.contract_until, datetime.date):
            contract_until = self.contract_until.isoformat()
        else:
            contract_until = self.contract_until

        division: None | str
        division = self.division

        family: None | str
        family = self.family

        flow_id: None | str
        if isinstance(self.flow_id, UUID):
            flow_id = str(self.flow_id)
        else:
            flow_id = self.flow_id

        masked = self.masked

        organisation_id: None | str
        if isinstance(self.organisation_id, UUID):
            organisation_id = str(self.organisation_id)
        else:
            organisation_id = self.organisation_id

        quantity: dict[str, Any] | None
        if isinstance(self.quantity, QuantityOut):
            quantity = self.quantity.to_dict()
        else:
            quantity = self.quantity

        reason: None | str
        reason = self.reason

        role = self.role

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

        standing = self.standing

        territory: None | str
        territory = self.territory


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "answered_at": answered_at,
            "contract_until": contract_until,
            "division": division,
            "family": family,
            "flow_id": flow_id,
            "masked": masked,
            "organisation_id": organisation_id,
            "quantity": quantity,
            "reason": reason,
            "role": role,
            "sharing_id": sharing_id,
            "site_id": site_id,
            "standing": standing,
            "territory": territory,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_answered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_at_type_0 = datetime.datetime.fromisoformat(data)



                return answered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        answered_at = _parse_answered_at(d.pop("answered_at"))


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


        def _parse_division(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        division = _parse_division(d.pop("division"))


        def _parse_family(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        family = _parse_family(d.pop("family"))


        def _parse_flow_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                flow_id_type_0 = UUID(data)



                return flow_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        flow_id = _parse_flow_id(d.pop("flow_id"))


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


        def _parse_quantity(data: object) -> None | QuantityOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quantity_type_0 = QuantityOut.from_dict(data)



                return quantity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | QuantityOut, data)

        quantity = _parse_quantity(d.pop("quantity"))


        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))


        role = d.pop("role")

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


        standing = d.pop("standing")

        def _parse_territory(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        territory = _parse_territory(d.pop("territory"))


        side_out = cls(
            answered_at=answered_at,
            contract_until=contract_until,
            division=division,
            family=family,
            flow_id=flow_id,
            masked=masked,
            organisation_id=organisation_id,
            quantity=quantity,
            reason=reason,
            role=role,
            sharing_id=sharing_id,
            site_id=site_id,
            standing=standing,
            territory=territory,
        )


        side_out.additional_properties = d
        return side_out

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
