from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.sandbox_credentials_out import SandboxCredentialsOut
  from ..models.sandbox_territory_out import SandboxTerritoryOut





T = TypeVar("T", bound="SandboxMade")



@_attrs_define
class SandboxMade:
    """ ``tool`` declares in the sandbox and acts for all of it; ``animator`` runs it: qualifies,
    plans meetings, reads figures, sets its territories.

        Attributes:
            animator (SandboxCredentialsOut): ``client_secret``: shown once, when it is made; null later.
            created_at (datetime.datetime):
            name (str):
            sandbox_id (str):
            source (str):
            territories (list[SandboxTerritoryOut]):
            tool (SandboxCredentialsOut): ``client_secret``: shown once, when it is made; null later.
     """

    animator: SandboxCredentialsOut
    created_at: datetime.datetime
    name: str
    sandbox_id: str
    source: str
    territories: list[SandboxTerritoryOut]
    tool: SandboxCredentialsOut
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.sandbox_credentials_out import SandboxCredentialsOut # noqa: PLC0415
        from ..models.sandbox_territory_out import SandboxTerritoryOut # noqa: PLC0415
        animator = self.animator.to_dict()

        created_at = self.created_at.isoformat()

        name = self.name

        sandbox_id = self.sandbox_id

        source = self.source

        territories = []
        for territories_item_data in self.territories:
            territories_item = territories_item_data.to_dict()
            territories.append(territories_item)



        tool = self.tool.to_dict()


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "animator": animator,
            "created_at": created_at,
            "name": name,
            "sandbox_id": sandbox_id,
            "source": source,
            "territories": territories,
            "tool": tool,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sandbox_credentials_out import SandboxCredentialsOut # noqa: PLC0415
        from ..models.sandbox_territory_out import SandboxTerritoryOut # noqa: PLC0415
        d = dict(src_dict)
        animator = SandboxCredentialsOut.from_dict(d.pop("animator"))




        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        name = d.pop("name")

        sandbox_id = d.pop("sandbox_id")

        source = d.pop("source")

        territories = []
        _territories = d.pop("territories")
        for territories_item_data in (_territories):
            territories_item = SandboxTerritoryOut.from_dict(territories_item_data)



            territories.append(territories_item)


        tool = SandboxCredentialsOut.from_dict(d.pop("tool"))




        sandbox_made = cls(
            animator=animator,
            created_at=created_at,
            name=name,
            sandbox_id=sandbox_id,
            source=source,
            territories=territories,
            tool=tool,
        )


        sandbox_made.additional_properties = d
        return sandbox_made

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
