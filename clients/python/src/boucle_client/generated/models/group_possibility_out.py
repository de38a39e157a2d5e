from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount_out import AmountOut





T = TypeVar("T", bound="GroupPossibilityOut")



@_attrs_define
class GroupPossibilityOut:
    """ A group in which it would stand, of copies. ``companies``: how many other companies would do,
    at least, never fewer than three; ``missing``: what such a group would still lack;
    ``gain``: your share of what it would save, EUR a year, rounded.

        Attributes:
            companies (int):
            gain (AmountOut): A computed range and its factor, or why there is none (``missing``). ``unsure``: what it
                rests on whose uncertainty nobody publishes, left out of the range.
            kind (str):
            missing (list[str]):
            state (str):
            subject (str):
     """

    companies: int
    gain: AmountOut
    kind: str
    missing: list[str]
    state: str
    subject: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_out import AmountOut # noqa: PLC0415
        companies = self.companies

        gain = self.gain.to_dict()

        kind = self.kind

        missing = self.missing



        state = self.state

        subject = self.subject


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "companies": companies,
            "gain": gain,
            "kind": kind,
            "missing": missing,
            "state": state,
            "subject": subject,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_out import AmountOut # noqa: PLC0415
        d = dict(src_dict)
        companies = d.pop("companies")

        gain = AmountOut.from_dict(d.pop("gain"))




        kind = d.pop("kind")

        missing = cast(list[str], d.pop("missing"))


        state = d.pop("state")

        subject = d.pop("subject")

        group_possibility_out = cls(
            companies=companies,
            gain=gain,
            kind=kind,
            missing=missing,
            state=state,
            subject=subject,
        )


        group_possibility_out.additional_properties = d
        return group_possibility_out

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
