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
  from ..models.knowing_out import KnowingOut





T = TypeVar("T", bound="DisclosureOut")



@_attrs_define
class DisclosureOut:
    """ One company (``to``) came to know of another (``of``).

    ``kind``: `introduced` (what it was shown of the other's flow, no name),
    `identity` (name, site, contacts, exact figures), `carrier` (name and site of the declared offer
    that the animator named for a group) or `declared_by_one_tool` (a tool that acts for
    both was shown the pair, of which it had declared both flows: the tool, not the company).
    ``right``: `introduction`, `consent`, `animator`, `tool`, or `before the register`. ``by``: in
    which quality it was done; ``actor``: who, if yours to know.
    ``hash``: keep it with ``number``: a register that was rewritten since has another one there.

        Attributes:
            actor (None | str):
            at (datetime.datetime):
            by (str):
            hash_ (str): SHA-256, in hex.
            kind (str):
            number (int):
            of (KnowingOut): One of the two companies. ``organisation_id`` is null where it is not yours to know now;
                ``territory`` then too, but to animators.
            right (str):
            synergy_id (UUID):
            to (KnowingOut): One of the two companies. ``organisation_id`` is null where it is not yours to know now;
                ``territory`` then too, but to animators.
            version (int | None): The step of the synergy's life, 0: none; null to companies and tools, whose versions count
                what they may see.
     """

    actor: None | str
    at: datetime.datetime
    by: str
    hash_: str
    kind: str
    number: int
    of: KnowingOut
    right: str
    synergy_id: UUID
    to: KnowingOut
    version: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.knowing_out import KnowingOut # noqa: PLC0415
        actor: None | str
        actor = self.actor

        at = self.at.isoformat()

        by = self.by

        hash_ = self.hash_

        kind = self.kind

        number = self.number

        of = self.of.to_dict()

        right = self.right

        synergy_id = str(self.synergy_id)

        to = self.to.to_dict()

        version: int | None
        version = self.version


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "actor": actor,
            "at": at,
            "by": by,
            "hash": hash_,
            "kind": kind,
            "number": number,
            "of": of,
            "right": right,
            "synergy_id": synergy_id,
            "to": to,
            "version": version,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.knowing_out import KnowingOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_actor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        actor = _parse_actor(d.pop("actor"))


        at = datetime.datetime.fromisoformat(d.pop("at"))




        by = d.pop("by")

        hash_ = d.pop("hash")

        kind = d.pop("kind")

        number = d.pop("number")

        of = KnowingOut.from_dict(d.pop("of"))




        right = d.pop("right")

        synergy_id = UUID(d.pop("synergy_id"))




        to = KnowingOut.from_dict(d.pop("to"))




        def _parse_version(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        version = _parse_version(d.pop("version"))


        disclosure_out = cls(
            actor=actor,
            at=at,
            by=by,
            hash_=hash_,
            kind=kind,
            number=number,
            of=of,
            right=right,
            synergy_id=synergy_id,
            to=to,
            version=version,
        )


        disclosure_out.additional_properties = d
        return disclosure_out

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
