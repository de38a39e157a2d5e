from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.party_in_role_type_0 import check_party_in_role_type_0
from ..models.party_in_role_type_0 import PartyInRoleType0
from ..types import UNSET, Unset
from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.synergy_quantity_in import SynergyQuantityIn





T = TypeVar("T", bound="PartyIn")



@_attrs_define
class PartyIn:
    """ A party of a synergy that people found: by its flow, else by its organisation.

    ``role``: a flow's direction tells it in a substitution; elsewhere ``member`` by default.
    ``site_id`` says which site, where an organisation has several.

        Attributes:
            family (None | str | Unset):
            flow_id (None | Unset | UUID):
            organisation_id (None | Unset | UUID):
            quantity (None | SynergyQuantityIn | Unset):
            role (None | PartyInRoleType0 | Unset):
            site_id (None | Unset | UUID):
     """

    family: None | str | Unset = UNSET
    flow_id: None | Unset | UUID = UNSET
    organisation_id: None | Unset | UUID = UNSET
    quantity: None | SynergyQuantityIn | Unset = UNSET
    role: None | PartyInRoleType0 | Unset = UNSET
    site_id: None | Unset | UUID = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.synergy_quantity_in import SynergyQuantityIn # noqa: PLC0415
        family: None | str | Unset
        if isinstance(self.family, Unset):
            family = UNSET
        else:
            family = self.family

        flow_id: None | str | Unset
        if isinstance(self.flow_id, Unset):
            flow_id = UNSET
        elif isinstance(self.flow_id, UUID):
            flow_id = str(self.flow_id)
        else:
            flow_id = self.flow_id

        organisation_id: None | str | Unset
        if isinstance(self.organisation_id, Unset):
            organisation_id = UNSET
        elif isinstance(self.organisation_id, UUID):
            organisation_id = str(self.organisation_id)
        else:
            organisation_id = self.organisation_id

        quantity: dict[str, Any] | None | Unset
        if isinstance(self.quantity, Unset):
            quantity = UNSET
        elif isinstance(self.quantity, SynergyQuantityIn):
            quantity = self.quantity.to_dict()
        else:
            quantity = self.quantity

        role: None | str | Unset
        if isinstance(self.role, Unset):
            role = UNSET
        elif isinstance(self.role, str):
            role = self.role
        else:
            role = self.role

        site_id: None | str | Unset
        if isinstance(self.site_id, Unset):
            site_id = UNSET
        elif isinstance(self.site_id, UUID):
            site_id = str(self.site_id)
        else:
            site_id = self.site_id


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if family is not UNSET:
            field_dict["family"] = family
        if flow_id is not UNSET:
            field_dict["flow_id"] = flow_id
        if organisation_id is not UNSET:
            field_dict["organisation_id"] = organisation_id
        if quantity is not UNSET:
            field_dict["quantity"] = quantity
        if role is not UNSET:
            field_dict["role"] = role
        if site_id is not UNSET:
            field_dict["site_id"] = site_id

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.synergy_quantity_in import SynergyQuantityIn # noqa: PLC0415
        d = dict(src_dict)
        def _parse_family(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        family = _parse_family(d.pop("family", UNSET))


        def _parse_flow_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                flow_id_type_0 = UUID(data)



                return flow_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        flow_id = _parse_flow_id(d.pop("flow_id", UNSET))


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


        def _parse_quantity(data: object) -> None | SynergyQuantityIn | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quantity_type_0 = SynergyQuantityIn.from_dict(data)



                return quantity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SynergyQuantityIn | Unset, data)

        quantity = _parse_quantity(d.pop("quantity", UNSET))


        def _parse_role(data: object) -> None | PartyInRoleType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                role_type_0 = check_party_in_role_type_0(data)



                return role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PartyInRoleType0 | Unset, data)

        role = _parse_role(d.pop("role", UNSET))


        def _parse_site_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                site_id_type_0 = UUID(data)



                return site_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        site_id = _parse_site_id(d.pop("site_id", UNSET))


        party_in = cls(
            family=family,
            flow_id=flow_id,
            organisation_id=organisation_id,
            quantity=quantity,
            role=role,
            site_id=site_id,
        )

        return party_in

