from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="VerificationOut")



@_attrs_define
class VerificationOut:
    """ A state that the organisation got. ``evidence``: what was seen, or why it was refused.

        Attributes:
            at (datetime.datetime):
            client_id (None | str):
            evidence (None | str):
            how (str):
            role (None | str):
            siren (None | str):
            state (str):
            version (int):
     """

    at: datetime.datetime
    client_id: None | str
    evidence: None | str
    how: str
    role: None | str
    siren: None | str
    state: str
    version: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        client_id: None | str
        client_id = self.client_id

        evidence: None | str
        evidence = self.evidence

        how = self.how

        role: None | str
        role = self.role

        siren: None | str
        siren = self.siren

        state = self.state

        version = self.version


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "at": at,
            "client_id": client_id,
            "evidence": evidence,
            "how": how,
            "role": role,
            "siren": siren,
            "state": state,
            "version": version,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))




        def _parse_client_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        client_id = _parse_client_id(d.pop("client_id"))


        def _parse_evidence(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        evidence = _parse_evidence(d.pop("evidence"))


        how = d.pop("how")

        def _parse_role(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        role = _parse_role(d.pop("role"))


        def _parse_siren(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        siren = _parse_siren(d.pop("siren"))


        state = d.pop("state")

        version = d.pop("version")

        verification_out = cls(
            at=at,
            client_id=client_id,
            evidence=evidence,
            how=how,
            role=role,
            siren=siren,
            state=state,
            version=version,
        )


        verification_out.additional_properties = d
        return verification_out

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
