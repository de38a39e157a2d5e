from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.snapshot_out_counts import SnapshotOutCounts
  from ..models.snapshot_out_unknown import SnapshotOutUnknown
  from ..models.snapshot_out_withdrawn import SnapshotOutWithdrawn





T = TypeVar("T", bound="SnapshotOut")



@_attrs_define
class SnapshotOut:
    """ The source's ids that were withdrawn, per kind, with what goes with its site or organisation,
    and those it named but never declared. ``dry_run``: nothing was, these would be.
    ``needs_confirm``: it would be much, and is done with ``confirm`` only.

        Attributes:
            counts (SnapshotOutCounts):
            dry_run (bool):
            needs_confirm (bool):
            unknown (SnapshotOutUnknown):
            withdrawn (SnapshotOutWithdrawn):
     """

    counts: SnapshotOutCounts
    dry_run: bool
    needs_confirm: bool
    unknown: SnapshotOutUnknown
    withdrawn: SnapshotOutWithdrawn
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.snapshot_out_counts import SnapshotOutCounts # noqa: PLC0415
        from ..models.snapshot_out_unknown import SnapshotOutUnknown # noqa: PLC0415
        from ..models.snapshot_out_withdrawn import SnapshotOutWithdrawn # noqa: PLC0415
        counts = self.counts.to_dict()

        dry_run = self.dry_run

        needs_confirm = self.needs_confirm

        unknown = self.unknown.to_dict()

        withdrawn = self.withdrawn.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "counts": counts,
            "dry_run": dry_run,
            "needs_confirm": needs_confirm,
            "unknown": unknown,
            "withdrawn": withdrawn,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.snapshot_out_counts import SnapshotOutCounts # noqa: PLC0415
        from ..models.snapshot_out_unknown import SnapshotOutUnknown # noqa: PLC0415
        from ..models.snapshot_out_withdrawn import SnapshotOutWithdrawn # noqa: PLC0415
        d = dict(src_dict)
        counts = SnapshotOutCounts.from_dict(d.pop("counts"))




        dry_run = d.pop("dry_run")

        needs_confirm = d.pop("needs_confirm")

        unknown = SnapshotOutUnknown.from_dict(d.pop("unknown"))




        withdrawn = SnapshotOutWithdrawn.from_dict(d.pop("withdrawn"))




        snapshot_out = cls(
            counts=counts,
            dry_run=dry_run,
            needs_confirm=needs_confirm,
            unknown=unknown,
            withdrawn=withdrawn,
        )


        snapshot_out.additional_properties = d
        return snapshot_out

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
