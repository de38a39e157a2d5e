"""Write into registry what a contact says of its company's flow, on the page of a mail."""

from typing import Final
from uuid import UUID

import httpx
import msgspec

from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.directory.details import FlowDetails, NotCorrected

_PATH: Final = "/internal/flow-details"
_REFUSED: Final = (400, 422)
_NO_MORE: Final = (404, 409)


class _Fault(msgspec.Struct):
    field: str = ""
    message: str = ""
    expected: str = ""


class _Refusal(msgspec.Struct):
    detail: str = ""
    errors: tuple[_Fault, ...] = ()


async def correct(client: DirectoryClient, contact: UUID, flow: UUID, details: FlowDetails) -> None:
    """Raise NotCorrected and DirectoryAway."""
    body = {"contact_id": str(contact), "flow_id": str(flow), **details.body}
    try:
        answer = await client.calls.post(_PATH, body, language="fr")
        if answer.status_code in _NO_MORE:
            raise NotCorrected("", "", gone=True)
        if answer.status_code in _REFUSED:
            refusal = msgspec.json.decode(answer.content, type=_Refusal)
            first = next(iter(refusal.errors), _Fault(message=refusal.detail))
            raise NotCorrected(first.field, _sentence(first))
        answer.raise_for_status()
    except (httpx.HTTPError, msgspec.DecodeError) as error:
        raise DirectoryAway(f"registry's directory: {_PATH} {type(error).__name__}") from error
    client.forget_declared(flow)


def _sentence(fault: _Fault) -> str:
    return f"{fault.message} ({fault.expected})" if fault.expected else fault.message
