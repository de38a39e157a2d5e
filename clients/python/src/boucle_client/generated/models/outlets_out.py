from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.activity_out import ActivityOut
  from ..models.meaning_out import MeaningOut
  from ..models.outlet_out import OutletOut
  from ..models.reading_warning_out import ReadingWarningOut





T = TypeVar("T", bound="OutletsOut")



@_attrs_define
class OutletsOut:
    """ Best first. ``meanings``: the families that text and code were read as, likeliest first; none
    where a family was asked for. ``activity``: the one asked, else that of the site asked from.
    ``warnings``: what does not fit in what was asked, such as a code of another thing.

        Attributes:
            activity (ActivityOut | None):
            guess (bool): Not even the likeliest meaning is sure (score below 0.5): say more, or choose a family.
            items (list[OutletOut]):
            meanings (list[MeaningOut]):
            warnings (list[ReadingWarningOut]):
     """

    activity: ActivityOut | None
    guess: bool
    items: list[OutletOut]
    meanings: list[MeaningOut]
    warnings: list[ReadingWarningOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.activity_out import ActivityOut # noqa: PLC0415
        from ..models.meaning_out import MeaningOut # noqa: PLC0415
        from ..models.outlet_out import OutletOut # noqa: PLC0415
        from ..models.reading_warning_out import ReadingWarningOut # noqa: PLC0415
        activity: dict[str, Any] | None
        if isinstance(self.activity, ActivityOut):
            activity = self.activity.to_dict()
        else:
            activity = self.activity

        guess = self.guess

        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)



        meanings = []
        for meanings_item_data in self.meanings:
            meanings_item = meanings_item_data.to_dict()
            meanings.append(meanings_item)



        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "activity": activity,
            "guess": guess,
            "items": items,
            "meanings": meanings,
            "warnings": warnings,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.activity_out import ActivityOut # noqa: PLC0415
        from ..models.meaning_out import MeaningOut # noqa: PLC0415
        from ..models.outlet_out import OutletOut # noqa: PLC0415
        from ..models.reading_warning_out import ReadingWarningOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_activity(data: object) -> ActivityOut | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                activity_type_0 = ActivityOut.from_dict(data)



                return activity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ActivityOut | None, data)

        activity = _parse_activity(d.pop("activity"))


        guess = d.pop("guess")

        items = []
        _items = d.pop("items")
        for items_item_data in (_items):
            items_item = OutletOut.from_dict(items_item_data)



            items.append(items_item)


        meanings = []
        _meanings = d.pop("meanings")
        for meanings_item_data in (_meanings):
            meanings_item = MeaningOut.from_dict(meanings_item_data)



            meanings.append(meanings_item)


        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in (_warnings):
            warnings_item = ReadingWarningOut.from_dict(warnings_item_data)



            warnings.append(warnings_item)


        outlets_out = cls(
            activity=activity,
            guess=guess,
            items=items,
            meanings=meanings,
            warnings=warnings,
        )


        outlets_out.additional_properties = d
        return outlets_out

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
