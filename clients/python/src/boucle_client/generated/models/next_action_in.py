from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.action_in import ActionIn





T = TypeVar("T", bound="NextActionIn")



@_attrs_define
class NextActionIn:
    """ Who does what by when; ``action`` null: nothing is planned any more.

        Attributes:
            action (ActionIn | None):
     """

    action: ActionIn | None





    def to_dict(self) -> dict[str, Any]:
        from ..models.action_in import ActionIn # noqa: PLC0415
        action: dict[str, Any] | None
        if isinstance(self.action, ActionIn):
            action = self.action.to_dict()
        else:
            action = self.action


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "action": action,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.action_in import ActionIn # noqa: PLC0415
        d = dict(src_dict)
        def _parse_action(data: object) -> ActionIn | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                action_type_0 = ActionIn.from_dict(data)



                return action_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ActionIn | None, data)

        action = _parse_action(d.pop("action"))


        next_action_in = cls(
            action=action,
        )

        return next_action_in

