from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="SandboxIn")



@_attrs_define
class SandboxIn:
    """ ``territories``: their names, in the order of their codes; one of the sandbox's own name if
    left out. ``source``: under which its tool will declare; a name of its own if left out.

        Attributes:
            name (str):
            source (None | str | Unset):
            territories (list[str] | Unset):
     """

    name: str
    source: None | str | Unset = UNSET
    territories: list[str] | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        source: None | str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        else:
            source = self.source

        territories: list[str] | Unset = UNSET
        if not isinstance(self.territories, Unset):
            territories = self.territories




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if source is not UNSET:
            field_dict["source"] = source
        if territories is not UNSET:
            field_dict["territories"] = territories

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        def _parse_source(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source = _parse_source(d.pop("source", UNSET))


        territories = cast(list[str], d.pop("territories", UNSET))


        sandbox_in = cls(
            name=name,
            source=source,
            territories=territories,
        )

        return sandbox_in

