from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.activity_out import ActivityOut
  from ..models.component_out import ComponentOut
  from ..models.meaning_out import MeaningOut
  from ..models.reading_warning_out import ReadingWarningOut





T = TypeVar("T", bound="MeaningsOut")



@_attrs_define
class MeaningsOut:
    """ Likeliest first. ``settled``: the one that a flow so described would get, if it is clear.
    ``components``: the parts of a text that tells a mixture of several materials, else none.

        Attributes:
            activity (ActivityOut | None):
            components (list[ComponentOut]):
            items (list[MeaningOut]):
            settled (None | str):
            warnings (list[ReadingWarningOut]):
     """

    activity: ActivityOut | None
    components: list[ComponentOut]
    items: list[MeaningOut]
    settled: None | str
    warnings: list[ReadingWarningOut]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.activity_out import ActivityOut # noqa: PLC0415
        from ..models.component_out import ComponentOut # noqa: PLC0415
        from ..models.meaning_out import MeaningOut # noqa: PLC0415
        from ..models.reading_warning_out import ReadingWarningOut # noqa: PLC0415
        activity: dict[str, Any] | None
        if isinstance(self.activity, ActivityOut):
            activity = self.activity.to_dict()
        else:
            activity = self.activity

        components = []
        for components_item_data in self.components:
            components_item = components_item_data.to_dict()
            components.append(components_item)



        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)



        settled: None | str
        settled = self.settled

        warnings = []
        for warnings_item_data in self.warnings:
            warnings_item = warnings_item_data.to_dict()
            warnings.append(warnings_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "activity": activity,
            "components": components,
            "items": items,
            "settled": settled,
            "warnings": warnings,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.activity_out import ActivityOut # noqa: PLC0415
        from ..models.component_out import ComponentOut # noqa: PLC0415
        from ..models.meaning_out import MeaningOut # noqa: PLC0415
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


        components = []
        _components = d.pop("components")
        for components_item_data in (_components):
            components_item = ComponentOut.from_dict(components_item_data)



            components.append(components_item)


        items = []
        _items = d.pop("items")
        for items_item_data in (_items):
            items_item = MeaningOut.from_dict(items_item_data)



            items.append(items_item)


        def _parse_settled(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        settled = _parse_settled(d.pop("settled"))


        warnings = []
        _warnings = d.pop("warnings")
        for warnings_item_data in (_warnings):
            warnings_item = ReadingWarningOut.from_dict(warnings_item_data)



            warnings.append(warnings_item)


        meanings_out = cls(
            activity=activity,
            components=components,
            items=items,
            settled=settled,
            warnings=warnings,
        )


        meanings_out.additional_properties = d
        return meanings_out

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
