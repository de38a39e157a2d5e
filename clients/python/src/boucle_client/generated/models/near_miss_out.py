from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.needed_change_out import NeededChangeOut
  from ..models.possible_family_out import PossibleFamilyOut
  from ..models.quantity_out import QuantityOut





T = TypeVar("T", bound="NearMissOut")



@_attrs_define
class NearMissOut:
    """ The copy that comes nearest to passing, those that fail nothing else first. ``gap``: how far
    from passing, in the unit of the criterion; null where it has none, and of a distance, of which
    only ``distance_band`` is said (null where the place is not shown). ``fails_also``: other
    criteria that exclude it. ``changes``: all of them together would do for this criterion; empty
    where nothing on your side would.

        Attributes:
            changes (list[NeededChangeOut]):
            distance_band (None | str):
            fails_also (list[str]):
            family (PossibleFamilyOut):
            gap (None | QuantityOut):
     """

    changes: list[NeededChangeOut]
    distance_band: None | str
    fails_also: list[str]
    family: PossibleFamilyOut
    gap: None | QuantityOut
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.needed_change_out import NeededChangeOut # noqa: PLC0415
        from ..models.possible_family_out import PossibleFamilyOut # noqa: PLC0415
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)



        distance_band: None | str
        distance_band = self.distance_band

        fails_also = self.fails_also



        family = self.family.to_dict()

        gap: dict[str, Any] | None
        if isinstance(self.gap, QuantityOut):
            gap = self.gap.to_dict()
        else:
            gap = self.gap


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "changes": changes,
            "distance_band": distance_band,
            "fails_also": fails_also,
            "family": family,
            "gap": gap,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.needed_change_out import NeededChangeOut # noqa: PLC0415
        from ..models.possible_family_out import PossibleFamilyOut # noqa: PLC0415
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        d = dict(src_dict)
        changes = []
        _changes = d.pop("changes")
        for changes_item_data in (_changes):
            changes_item = NeededChangeOut.from_dict(changes_item_data)



            changes.append(changes_item)


        def _parse_distance_band(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        distance_band = _parse_distance_band(d.pop("distance_band"))


        fails_also = cast(list[str], d.pop("fails_also"))


        family = PossibleFamilyOut.from_dict(d.pop("family"))




        def _parse_gap(data: object) -> None | QuantityOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                gap_type_0 = QuantityOut.from_dict(data)



                return gap_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | QuantityOut, data)

        gap = _parse_gap(d.pop("gap"))


        near_miss_out = cls(
            changes=changes,
            distance_band=distance_band,
            fails_also=fails_also,
            family=family,
            gap=gap,
        )


        near_miss_out.additional_properties = d
        return near_miss_out

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
