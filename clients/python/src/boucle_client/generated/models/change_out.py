from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="ChangeOut")



@_attrs_define
class ChangeOut:
    """ That a thing is another version now. Read it at ``href``: what answers 404 is not yours any
    more. ``grant``: ``id`` is the organisation for which you may act from now on (``given``) or no
    more (``taken``).

        Attributes:
            at (datetime.datetime): When it happened.
            change (str):
            cursor (str): The place behind this change.
            href (str):
            id (UUID):
            type_ (str):
            version (int):
     """

    at: datetime.datetime
    change: str
    cursor: str
    href: str
    id: UUID
    type_: str
    version: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        change = self.change

        cursor = self.cursor

        href = self.href

        id = str(self.id)

        type_ = self.type_

        version = self.version


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "at": at,
            "change": change,
            "cursor": cursor,
            "href": href,
            "id": id,
            "type": type_,
            "version": version,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))




        change = d.pop("change")

        cursor = d.pop("cursor")

        href = d.pop("href")

        id = UUID(d.pop("id"))




        type_ = d.pop("type")

        version = d.pop("version")

        change_out = cls(
            at=at,
            change=change,
            cursor=cursor,
            href=href,
            id=id,
            type_=type_,
            version=version,
        )


        change_out.additional_properties = d
        return change_out

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
