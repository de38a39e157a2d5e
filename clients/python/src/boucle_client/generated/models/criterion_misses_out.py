from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.near_miss_out import NearMissOut
  from ..models.sentence_out import SentenceOut





T = TypeVar("T", bound="CriterionMissesOut")



@_attrs_define
class CriterionMissesOut:
    """ ``fails``: how many of the copies looked at this criterion excludes; ``alone``: how many of
    them nothing else does.

        Attributes:
            alone (int):
            fails (int):
            label (SentenceOut):
            name (str):
            nearest (NearMissOut): The copy that comes nearest to passing, those that fail nothing else first. ``gap``: how
                far
                from passing, in the unit of the criterion; null where it has none, and of a distance, of which
                only ``distance_band`` is said (null where the place is not shown). ``fails_also``: other
                criteria that exclude it. ``changes``: all of them together would do for this criterion; empty
                where nothing on your side would.
     """

    alone: int
    fails: int
    label: SentenceOut
    name: str
    nearest: NearMissOut
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.near_miss_out import NearMissOut # noqa: PLC0415
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        alone = self.alone

        fails = self.fails

        label = self.label.to_dict()

        name = self.name

        nearest = self.nearest.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "alone": alone,
            "fails": fails,
            "label": label,
            "name": name,
            "nearest": nearest,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.near_miss_out import NearMissOut # noqa: PLC0415
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        d = dict(src_dict)
        alone = d.pop("alone")

        fails = d.pop("fails")

        label = SentenceOut.from_dict(d.pop("label"))




        name = d.pop("name")

        nearest = NearMissOut.from_dict(d.pop("nearest"))




        criterion_misses_out = cls(
            alone=alone,
            fails=fails,
            label=label,
            name=name,
            nearest=nearest,
        )


        criterion_misses_out.additional_properties = d
        return criterion_misses_out

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
