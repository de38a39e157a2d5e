from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.suggestion_out import SuggestionOut





T = TypeVar("T", bound="RowToClassifyOut")



@_attrs_define
class RowToClassifyOut:
    """ A row taken whose family could not be told; ``line``: as in errors.

        Attributes:
            line (int):
            low (None | str):
            suggestions (list[SuggestionOut]):
            text (None | str):
     """

    line: int
    low: None | str
    suggestions: list[SuggestionOut]
    text: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.suggestion_out import SuggestionOut # noqa: PLC0415
        line = self.line

        low: None | str
        low = self.low

        suggestions = []
        for suggestions_item_data in self.suggestions:
            suggestions_item = suggestions_item_data.to_dict()
            suggestions.append(suggestions_item)



        text: None | str
        text = self.text


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "line": line,
            "low": low,
            "suggestions": suggestions,
            "text": text,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.suggestion_out import SuggestionOut # noqa: PLC0415
        d = dict(src_dict)
        line = d.pop("line")

        def _parse_low(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        low = _parse_low(d.pop("low"))


        suggestions = []
        _suggestions = d.pop("suggestions")
        for suggestions_item_data in (_suggestions):
            suggestions_item = SuggestionOut.from_dict(suggestions_item_data)



            suggestions.append(suggestions_item)


        def _parse_text(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        text = _parse_text(d.pop("text"))


        row_to_classify_out = cls(
            line=line,
            low=low,
            suggestions=suggestions,
            text=text,
        )


        row_to_classify_out.additional_properties = d
        return row_to_classify_out

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
