from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.verify_in_how import check_verify_in_how
from ..models.verify_in_how import VerifyInHow
from typing import cast






T = TypeVar("T", bound="VerifyIn")



@_attrs_define
class VerifyIn:
    """ How you know that it is this company, and what you saw or heard.

        Attributes:
            evidence (str):
            how (VerifyInHow):
     """

    evidence: str
    how: VerifyInHow





    def to_dict(self) -> dict[str, Any]:
        evidence = self.evidence

        how: str = self.how


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "evidence": evidence,
            "how": how,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        evidence = d.pop("evidence")

        how = check_verify_in_how(d.pop("how"))




        verify_in = cls(
            evidence=evidence,
            how=how,
        )

        return verify_in

