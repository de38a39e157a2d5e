from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.principal_in_role import check_principal_in_role
from ..models.principal_in_role import PrincipalInRole
from ..types import UNSET, Unset
from typing import cast
from uuid import UUID






T = TypeVar("T", bound="PrincipalIn")



@_attrs_define
class PrincipalIn:
    """ ``organisations`` for a company, ``territories`` for an animator, ``source`` for a tool;
    ``verifies``: what this tool declares is verified at once, for you trust it to know who is who.
    ``requires_if_match``: this tool changes and withdraws with ``If-Match`` only.

        Attributes:
            name (str):
            role (PrincipalInRole):
            organisations (list[UUID] | Unset):
            requires_if_match (bool | Unset):  Default: False.
            source (None | str | Unset):
            territories (list[str] | Unset):
            verifies (bool | Unset):  Default: False.
     """

    name: str
    role: PrincipalInRole
    organisations: list[UUID] | Unset = UNSET
    requires_if_match: bool | Unset = False
    source: None | str | Unset = UNSET
    territories: list[str] | Unset = UNSET
    verifies: bool | Unset = False





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        role: str = self.role

        organisations: list[str] | Unset = UNSET
        if not isinstance(self.organisations, Unset):
            organisations = []
            for organisations_item_data in self.organisations:
                organisations_item = str(organisations_item_data)
                organisations.append(organisations_item)



        requires_if_match = self.requires_if_match

        source: None | str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        else:
            source = self.source

        territories: list[str] | Unset = UNSET
        if not isinstance(self.territories, Unset):
            territories = self.territories



        verifies = self.verifies


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "role": role,
        })
        if organisations is not UNSET:
            field_dict["organisations"] = organisations
        if requires_if_match is not UNSET:
            field_dict["requires_if_match"] = requires_if_match
        if source is not UNSET:
            field_dict["source"] = source
        if territories is not UNSET:
            field_dict["territories"] = territories
        if verifies is not UNSET:
            field_dict["verifies"] = verifies

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        role = check_principal_in_role(d.pop("role"))




        _organisations = d.pop("organisations", UNSET)
        organisations: list[UUID] | Unset = UNSET
        if _organisations is not UNSET:
            organisations = []
            for organisations_item_data in _organisations:
                organisations_item = UUID(organisations_item_data)



                organisations.append(organisations_item)


        requires_if_match = d.pop("requires_if_match", UNSET)

        def _parse_source(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source = _parse_source(d.pop("source", UNSET))


        territories = cast(list[str], d.pop("territories", UNSET))


        verifies = d.pop("verifies", UNSET)

        principal_in = cls(
            name=name,
            role=role,
            organisations=organisations,
            requires_if_match=requires_if_match,
            source=source,
            territories=territories,
            verifies=verifies,
        )

        return principal_in

