from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.sentence_out import SentenceOut





T = TypeVar("T", bound="NeededChangeOut")



@_attrs_define
class NeededChangeOut:
    """ What of your own flow would have to be different. ``field``: as you declare it; ``values``: a
    decimal for ``at_least`` and ``at_most``, keys for ``one_of``, and for ``also`` keys of which
    ``least`` are needed beside what is declared. ``sentence`` begins with *If*.

        Attributes:
            bound (str):
            field (str):
            least (int | None):
            sentence (SentenceOut):
            unit (None | str):
            values (list[str]):
     """

    bound: str
    field: str
    least: int | None
    sentence: SentenceOut
    unit: None | str
    values: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        bound = self.bound

        field = self.field

        least: int | None
        least = self.least

        sentence = self.sentence.to_dict()

        unit: None | str
        unit = self.unit

        values = self.values




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "bound": bound,
            "field": field,
            "least": least,
            "sentence": sentence,
            "unit": unit,
            "values": values,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        d = dict(src_dict)
        bound = d.pop("bound")

        field = d.pop("field")

        def _parse_least(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        least = _parse_least(d.pop("least"))


        sentence = SentenceOut.from_dict(d.pop("sentence"))




        def _parse_unit(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        unit = _parse_unit(d.pop("unit"))


        values = cast(list[str], d.pop("values"))


        needed_change_out = cls(
            bound=bound,
            field=field,
            least=least,
            sentence=sentence,
            unit=unit,
            values=values,
        )


        needed_change_out.additional_properties = d
        return needed_change_out

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
