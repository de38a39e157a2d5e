from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="NafIn")



@_attrs_define
class NafIn:
    """ A NAF code always says its nomenclature.

        Example:
            {'code': '16.10A', 'version': 'NAF rév. 2'}

        Attributes:
            code (str): a code or a key
            version (str | Unset): a code or a key Default: 'NAF rév. 2'.
     """

    code: str
    version: str | Unset = 'NAF rév. 2'





    def to_dict(self) -> dict[str, Any]:
        code = self.code

        version = self.version


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "code": code,
        })
        if version is not UNSET:
            field_dict["version"] = version

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        version = d.pop("version", UNSET)

        naf_in = cls(
            code=code,
            version=version,
        )

        return naf_in

