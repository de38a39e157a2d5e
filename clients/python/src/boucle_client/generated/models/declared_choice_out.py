from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.word import Word





T = TypeVar("T", bound="DeclaredChoiceOut")



@_attrs_define
class DeclaredChoiceOut:
    """ A word of a declaration; no ``words``: a List of Waste code.

        Attributes:
            key (str):
            required (bool):
            words (list[Word]):
     """

    key: str
    required: bool
    words: list[Word]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.word import Word # noqa: PLC0415
        key = self.key

        required = self.required

        words = []
        for words_item_data in self.words:
            words_item = words_item_data.to_dict()
            words.append(words_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "key": key,
            "required": required,
            "words": words,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.word import Word # noqa: PLC0415
        d = dict(src_dict)
        key = d.pop("key")

        required = d.pop("required")

        words = []
        _words = d.pop("words")
        for words_item_data in (_words):
            words_item = Word.from_dict(words_item_data)



            words.append(words_item)


        declared_choice_out = cls(
            key=key,
            required=required,
            words=words,
        )


        declared_choice_out.additional_properties = d
        return declared_choice_out

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
