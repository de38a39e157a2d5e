from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="JoinRequestOut")



@_attrs_define
class JoinRequestOut:
    """ An organisation claims the SIREN of a verified one, ``into``. ``request_id``: the id of the
    first; ``state``: ``open``, ``confirmed`` (it is merged into the other) or ``refused``;
    ``tools``: client ids of those that declared it, which a confirmation lets act for ``into``.

        Attributes:
            declared_at (datetime.datetime):
            into (UUID):
            into_name (str):
            name (str):
            request_id (UUID):
            siren (None | str):
            state (str):
            territory (str):
            tools (list[str]):
     """

    declared_at: datetime.datetime
    into: UUID
    into_name: str
    name: str
    request_id: UUID
    siren: None | str
    state: str
    territory: str
    tools: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        declared_at = self.declared_at.isoformat()

        into = str(self.into)

        into_name = self.into_name

        name = self.name

        request_id = str(self.request_id)

        siren: None | str
        siren = self.siren

        state = self.state

        territory = self.territory

        tools = self.tools




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "declared_at": declared_at,
            "into": into,
            "into_name": into_name,
            "name": name,
            "request_id": request_id,
            "siren": siren,
            "state": state,
            "territory": territory,
            "tools": tools,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        declared_at = datetime.datetime.fromisoformat(d.pop("declared_at"))




        into = UUID(d.pop("into"))




        into_name = d.pop("into_name")

        name = d.pop("name")

        request_id = UUID(d.pop("request_id"))




        def _parse_siren(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        siren = _parse_siren(d.pop("siren"))


        state = d.pop("state")

        territory = d.pop("territory")

        tools = cast(list[str], d.pop("tools"))


        join_request_out = cls(
            declared_at=declared_at,
            into=into,
            into_name=into_name,
            name=name,
            request_id=request_id,
            siren=siren,
            state=state,
            territory=territory,
            tools=tools,
        )


        join_request_out.additional_properties = d
        return join_request_out

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
