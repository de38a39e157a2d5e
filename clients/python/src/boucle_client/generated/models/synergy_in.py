from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.synergy_in_found_by_type_0 import check_synergy_in_found_by_type_0
from ..models.synergy_in_found_by_type_0 import SynergyInFoundByType0
from ..models.synergy_in_kind import check_synergy_in_kind
from ..models.synergy_in_kind import SynergyInKind
from ..models.synergy_in_nature_type_0 import check_synergy_in_nature_type_0
from ..models.synergy_in_nature_type_0 import SynergyInNatureType0
from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.party_in import PartyIn
  from ..models.synergy_quantity_in import SynergyQuantityIn





T = TypeVar("T", bound="SynergyIn")



@_attrs_define
class SynergyIn:
    """ A synergy that people found. Two flows make its id: found again, it is the same one.

    ``found_by`` is by default what the caller is; only an animator or the operator may say
    another. ``pre_existing``: it ran before the approach, and is not counted as brought by it.
    ``title``: what it is, in a few words; only a substitution goes without. Name nobody in it: it
    is kept for ever.

        Attributes:
            parties (list[PartyIn]):
            found_by (None | SynergyInFoundByType0 | Unset):
            kind (SynergyInKind | Unset):  Default: 'substitution'.
            nature (None | SynergyInNatureType0 | Unset):
            pre_existing (bool | Unset):  Default: False.
            quantity (None | SynergyQuantityIn | Unset):
            title (None | str | Unset):
     """

    parties: list[PartyIn]
    found_by: None | SynergyInFoundByType0 | Unset = UNSET
    kind: SynergyInKind | Unset = 'substitution'
    nature: None | SynergyInNatureType0 | Unset = UNSET
    pre_existing: bool | Unset = False
    quantity: None | SynergyQuantityIn | Unset = UNSET
    title: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.party_in import PartyIn # noqa: PLC0415
        from ..models.synergy_quantity_in import SynergyQuantityIn # noqa: PLC0415
        parties = []
        for parties_item_data in self.parties:
            parties_item = parties_item_data.to_dict()
            parties.append(parties_item)



        found_by: None | str | Unset
        if isinstance(self.found_by, Unset):
            found_by = UNSET
        elif isinstance(self.found_by, str):
            found_by = self.found_by
        else:
            found_by = self.found_by

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind


        nature: None | str | Unset
        if isinstance(self.nature, Unset):
            nature = UNSET
        elif isinstance(self.nature, str):
            nature = self.nature
        else:
            nature = self.nature

        pre_existing = self.pre_existing

        quantity: dict[str, Any] | None | Unset
        if isinstance(self.quantity, Unset):
            quantity = UNSET
        elif isinstance(self.quantity, SynergyQuantityIn):
            quantity = self.quantity.to_dict()
        else:
            quantity = self.quantity

        title: None | str | Unset
        if isinstance(self.title, Unset):
            title = UNSET
        else:
            title = self.title


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "parties": parties,
        })
        if found_by is not UNSET:
            field_dict["found_by"] = found_by
        if kind is not UNSET:
            field_dict["kind"] = kind
        if nature is not UNSET:
            field_dict["nature"] = nature
        if pre_existing is not UNSET:
            field_dict["pre_existing"] = pre_existing
        if quantity is not UNSET:
            field_dict["quantity"] = quantity
        if title is not UNSET:
            field_dict["title"] = title

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.party_in import PartyIn # noqa: PLC0415
        from ..models.synergy_quantity_in import SynergyQuantityIn # noqa: PLC0415
        d = dict(src_dict)
        parties = []
        _parties = d.pop("parties")
        for parties_item_data in (_parties):
            parties_item = PartyIn.from_dict(parties_item_data)



            parties.append(parties_item)


        def _parse_found_by(data: object) -> None | SynergyInFoundByType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                found_by_type_0 = check_synergy_in_found_by_type_0(data)



                return found_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SynergyInFoundByType0 | Unset, data)

        found_by = _parse_found_by(d.pop("found_by", UNSET))


        _kind = d.pop("kind", UNSET)
        kind: SynergyInKind | Unset
        if isinstance(_kind,  Unset):
            kind = UNSET
        else:
            kind = check_synergy_in_kind(_kind)




        def _parse_nature(data: object) -> None | SynergyInNatureType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                nature_type_0 = check_synergy_in_nature_type_0(data)



                return nature_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SynergyInNatureType0 | Unset, data)

        nature = _parse_nature(d.pop("nature", UNSET))


        pre_existing = d.pop("pre_existing", UNSET)

        def _parse_quantity(data: object) -> None | SynergyQuantityIn | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quantity_type_0 = SynergyQuantityIn.from_dict(data)



                return quantity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SynergyQuantityIn | Unset, data)

        quantity = _parse_quantity(d.pop("quantity", UNSET))


        def _parse_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        title = _parse_title(d.pop("title", UNSET))


        synergy_in = cls(
            parties=parties,
            found_by=found_by,
            kind=kind,
            nature=nature,
            pre_existing=pre_existing,
            quantity=quantity,
            title=title,
        )

        return synergy_in

