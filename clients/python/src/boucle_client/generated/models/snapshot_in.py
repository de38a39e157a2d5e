from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="SnapshotIn")



@_attrs_define
class SnapshotIn:
    """ All that this source still declares: what is absent is withdrawn.

    A list left out says nothing: of its kind goes only what is at a site, or of an organisation,
    that goes. More than 20 % of a kind (from five on) go with ``confirm`` only. ``dry_run``: says
    what it would withdraw, and changes nothing.

        Attributes:
            confirm (bool | Unset):  Default: False.
            dry_run (bool | Unset):  Default: False.
            flows (list[str] | None | Unset):
            organisations (list[str] | None | Unset):
            sharings (list[str] | None | Unset):
            sites (list[str] | None | Unset):
     """

    confirm: bool | Unset = False
    dry_run: bool | Unset = False
    flows: list[str] | None | Unset = UNSET
    organisations: list[str] | None | Unset = UNSET
    sharings: list[str] | None | Unset = UNSET
    sites: list[str] | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        confirm = self.confirm

        dry_run = self.dry_run

        flows: list[str] | None | Unset
        if isinstance(self.flows, Unset):
            flows = UNSET
        elif isinstance(self.flows, list):
            flows = self.flows


        else:
            flows = self.flows

        organisations: list[str] | None | Unset
        if isinstance(self.organisations, Unset):
            organisations = UNSET
        elif isinstance(self.organisations, list):
            organisations = self.organisations


        else:
            organisations = self.organisations

        sharings: list[str] | None | Unset
        if isinstance(self.sharings, Unset):
            sharings = UNSET
        elif isinstance(self.sharings, list):
            sharings = self.sharings


        else:
            sharings = self.sharings

        sites: list[str] | None | Unset
        if isinstance(self.sites, Unset):
            sites = UNSET
        elif isinstance(self.sites, list):
            sites = self.sites


        else:
            sites = self.sites


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if confirm is not UNSET:
            field_dict["confirm"] = confirm
        if dry_run is not UNSET:
            field_dict["dry_run"] = dry_run
        if flows is not UNSET:
            field_dict["flows"] = flows
        if organisations is not UNSET:
            field_dict["organisations"] = organisations
        if sharings is not UNSET:
            field_dict["sharings"] = sharings
        if sites is not UNSET:
            field_dict["sites"] = sites

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        confirm = d.pop("confirm", UNSET)

        dry_run = d.pop("dry_run", UNSET)

        def _parse_flows(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                flows_type_0 = cast(list[str], data)

                return flows_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        flows = _parse_flows(d.pop("flows", UNSET))


        def _parse_organisations(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                organisations_type_0 = cast(list[str], data)

                return organisations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        organisations = _parse_organisations(d.pop("organisations", UNSET))


        def _parse_sharings(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                sharings_type_0 = cast(list[str], data)

                return sharings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        sharings = _parse_sharings(d.pop("sharings", UNSET))


        def _parse_sites(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                sites_type_0 = cast(list[str], data)

                return sites_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        sites = _parse_sites(d.pop("sites", UNSET))


        snapshot_in = cls(
            confirm=confirm,
            dry_run=dry_run,
            flows=flows,
            organisations=organisations,
            sharings=sharings,
            sites=sites,
        )

        return snapshot_in

