from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.covering_out import CoveringOut
  from ..models.quantity_out import QuantityOut





T = TypeVar("T", bound="CoverageOut")



@_attrs_define
class CoverageOut:
    """ How much of a need its best set of offers covers, a year.

    ``running``: what running synergies bring already; ``covered``: what the set of ``offers``
    would bring besides; ``share`` (0 to 1): both, of the need. ``approximate``: an offer is masked
    for the reader, and counts with its rounded quantity. ``candidates``: pairs to choose from.

        Attributes:
            approximate (bool):
            candidates (int):
            covered (QuantityOut): A decimal as text, and its unit; a year.
            need (UUID):
            offers (list[CoveringOut]):
            running (QuantityOut): A decimal as text, and its unit; a year.
            share (str):
            wanted (QuantityOut): A decimal as text, and its unit; a year.
     """

    approximate: bool
    candidates: int
    covered: QuantityOut
    need: UUID
    offers: list[CoveringOut]
    running: QuantityOut
    share: str
    wanted: QuantityOut
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.covering_out import CoveringOut # noqa: PLC0415
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        approximate = self.approximate

        candidates = self.candidates

        covered = self.covered.to_dict()

        need = str(self.need)

        offers = []
        for offers_item_data in self.offers:
            offers_item = offers_item_data.to_dict()
            offers.append(offers_item)



        running = self.running.to_dict()

        share = self.share

        wanted = self.wanted.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "approximate": approximate,
            "candidates": candidates,
            "covered": covered,
            "need": need,
            "offers": offers,
            "running": running,
            "share": share,
            "wanted": wanted,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.covering_out import CoveringOut # noqa: PLC0415
        from ..models.quantity_out import QuantityOut # noqa: PLC0415
        d = dict(src_dict)
        approximate = d.pop("approximate")

        candidates = d.pop("candidates")

        covered = QuantityOut.from_dict(d.pop("covered"))




        need = UUID(d.pop("need"))




        offers = []
        _offers = d.pop("offers")
        for offers_item_data in (_offers):
            offers_item = CoveringOut.from_dict(offers_item_data)



            offers.append(offers_item)


        running = QuantityOut.from_dict(d.pop("running"))




        share = d.pop("share")

        wanted = QuantityOut.from_dict(d.pop("wanted"))




        coverage_out = cls(
            approximate=approximate,
            candidates=candidates,
            covered=covered,
            need=need,
            offers=offers,
            running=running,
            share=share,
            wanted=wanted,
        )


        coverage_out.additional_properties = d
        return coverage_out

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
