from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.moved_out import MovedOut
  from ..models.scored_out import ScoredOut
  from ..models.versions_out import VersionsOut





T = TypeVar("T", bound="MatchingReplayOut")



@_attrs_define
class MatchingReplayOut:
    """ A score that was given beside the same computed again.

    Of a synergy that somebody acted on: the figures of its last step, from the inputs ``kept`` with
    them; ``unkept`` says why there are none, the ``current`` ones are used then. Of any other: the
    score that a list gives it, from the inputs of now. ``agrees``: all that was given is the same;
    ``differs`` names what is not. Differing from kept inputs is a fault of the engine. ``moved``:
    inputs that changed since the step. ``recomputed`` is null when a flow is withdrawn or
    unclassified. ``versions``: what the score came from; null where masked.

        Attributes:
            active (bool):
            agrees (bool):
            differs (list[str]):
            inputs (str):
            masked (bool):
            moved (list[MovedOut]):
            recomputed (None | ScoredOut):
            stored (ScoredOut): A score and all that goes with it, as its reader may see it. ``excluded``: a hard criterion
                fails now, the pair has no score; ``criteria`` tell which.
            synergy_id (UUID):
            unkept (None | str): `not_kept`: the figures were taken back from the log, or are older than the keeping of
                inputs; `older_rules`: another catalogue, other rules or factors made them.
            versions (None | VersionsOut):
     """

    active: bool
    agrees: bool
    differs: list[str]
    inputs: str
    masked: bool
    moved: list[MovedOut]
    recomputed: None | ScoredOut
    stored: ScoredOut
    synergy_id: UUID
    unkept: None | str
    versions: None | VersionsOut
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.moved_out import MovedOut # noqa: PLC0415
        from ..models.scored_out import ScoredOut # noqa: PLC0415
        from ..models.versions_out import VersionsOut # noqa: PLC0415
        active = self.active

        agrees = self.agrees

        differs = self.differs



        inputs = self.inputs

        masked = self.masked

        moved = []
        for moved_item_data in self.moved:
            moved_item = moved_item_data.to_dict()
            moved.append(moved_item)



        recomputed: dict[str, Any] | None
        if isinstance(self.recomputed, ScoredOut):
            recomputed = self.recomputed.to_dict()
        else:
            recomputed = self.recomputed

        stored = self.stored.to_dict()

        synergy_id = str(self.synergy_id)

        unkept: None | str
        unkept = self.unkept

        versions: dict[str, Any] | None
        if isinstance(self.versions, VersionsOut):
            versions = self.versions.to_dict()
        else:
            versions = self.versions


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "active": active,
            "agrees": agrees,
            "differs": differs,
            "inputs": inputs,
            "masked": masked,
            "moved": moved,
            "recomputed": recomputed,
            "stored": stored,
            "synergy_id": synergy_id,
            "unkept": unkept,
            "versions": versions,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.moved_out import MovedOut # noqa: PLC0415
        from ..models.scored_out import ScoredOut # noqa: PLC0415
        from ..models.versions_out import VersionsOut # noqa: PLC0415
        d = dict(src_dict)
        active = d.pop("active")

        agrees = d.pop("agrees")

        differs = cast(list[str], d.pop("differs"))


        inputs = d.pop("inputs")

        masked = d.pop("masked")

        moved = []
        _moved = d.pop("moved")
        for moved_item_data in (_moved):
            moved_item = MovedOut.from_dict(moved_item_data)



            moved.append(moved_item)


        def _parse_recomputed(data: object) -> None | ScoredOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                recomputed_type_0 = ScoredOut.from_dict(data)



                return recomputed_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ScoredOut, data)

        recomputed = _parse_recomputed(d.pop("recomputed"))


        stored = ScoredOut.from_dict(d.pop("stored"))




        synergy_id = UUID(d.pop("synergy_id"))




        def _parse_unkept(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        unkept = _parse_unkept(d.pop("unkept"))


        def _parse_versions(data: object) -> None | VersionsOut:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                versions_type_0 = VersionsOut.from_dict(data)



                return versions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | VersionsOut, data)

        versions = _parse_versions(d.pop("versions"))


        matching_replay_out = cls(
            active=active,
            agrees=agrees,
            differs=differs,
            inputs=inputs,
            masked=masked,
            moved=moved,
            recomputed=recomputed,
            stored=stored,
            synergy_id=synergy_id,
            unkept=unkept,
            versions=versions,
        )


        matching_replay_out.additional_properties = d
        return matching_replay_out

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
