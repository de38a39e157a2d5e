from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.possible_family_out import PossibleFamilyOut
  from ..models.sentence_out import SentenceOut





T = TypeVar("T", bound="FamilyReachOut")



@_attrs_define
class FamilyReachOut:
    """ A family that the catalogue knows a route to, or from. ``distance_band``: of the nearest of
    which the place may be shown, also where it is beyond reach.

        Attributes:
            distance_band (None | str):
            family (PossibleFamilyOut):
            route (str):
            sentence (SentenceOut):
            state (str):
     """

    distance_band: None | str
    family: PossibleFamilyOut
    route: str
    sentence: SentenceOut
    state: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.possible_family_out import PossibleFamilyOut # noqa: PLC0415
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        distance_band: None | str
        distance_band = self.distance_band

        family = self.family.to_dict()

        route = self.route

        sentence = self.sentence.to_dict()

        state = self.state


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "distance_band": distance_band,
            "family": family,
            "route": route,
            "sentence": sentence,
            "state": state,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.possible_family_out import PossibleFamilyOut # noqa: PLC0415
        from ..models.sentence_out import SentenceOut # noqa: PLC0415
        d = dict(src_dict)
        def _parse_distance_band(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        distance_band = _parse_distance_band(d.pop("distance_band"))


        family = PossibleFamilyOut.from_dict(d.pop("family"))




        route = d.pop("route")

        sentence = SentenceOut.from_dict(d.pop("sentence"))




        state = d.pop("state")

        family_reach_out = cls(
            distance_band=distance_band,
            family=family,
            route=route,
            sentence=sentence,
            state=state,
        )


        family_reach_out.additional_properties = d
        return family_reach_out

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
