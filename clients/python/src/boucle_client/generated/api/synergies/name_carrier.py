from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.carrier_in import CarrierIn
from ...models.synergy_out import SynergyOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    synergy_id: UUID,
    *,
    body: CarrierIn,
    idempotency_key: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/synergies/{synergy_id}/carrier".format(synergy_id=quote(str(synergy_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> SynergyOut | None:
    if response.status_code == 200:
        response_200 = SynergyOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[SynergyOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    synergy_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CarrierIn,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[SynergyOut]:
    """ Name Carrier

     Name the carrier, or host, of a group: an offer that is declared, of the same stream. Those
    who consented see it. For an animator who may qualify the group.

    Args:
        synergy_id (UUID):
        idempotency_key (None | str | Unset): A UUID, say.
        body (CarrierIn): The carrier, or host, of a group: a declared offer; ``sharing_id`` null:
            nobody any more.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SynergyOut]
     """


    kwargs = _get_kwargs(
        synergy_id=synergy_id,
body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    synergy_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CarrierIn,
    idempotency_key: None | str | Unset = UNSET,

) -> SynergyOut | None:
    """ Name Carrier

     Name the carrier, or host, of a group: an offer that is declared, of the same stream. Those
    who consented see it. For an animator who may qualify the group.

    Args:
        synergy_id (UUID):
        idempotency_key (None | str | Unset): A UUID, say.
        body (CarrierIn): The carrier, or host, of a group: a declared offer; ``sharing_id`` null:
            nobody any more.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SynergyOut
     """


    return sync_detailed(
        synergy_id=synergy_id,
client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    synergy_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CarrierIn,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[SynergyOut]:
    """ Name Carrier

     Name the carrier, or host, of a group: an offer that is declared, of the same stream. Those
    who consented see it. For an animator who may qualify the group.

    Args:
        synergy_id (UUID):
        idempotency_key (None | str | Unset): A UUID, say.
        body (CarrierIn): The carrier, or host, of a group: a declared offer; ``sharing_id`` null:
            nobody any more.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SynergyOut]
     """


    kwargs = _get_kwargs(
        synergy_id=synergy_id,
body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    synergy_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CarrierIn,
    idempotency_key: None | str | Unset = UNSET,

) -> SynergyOut | None:
    """ Name Carrier

     Name the carrier, or host, of a group: an offer that is declared, of the same stream. Those
    who consented see it. For an animator who may qualify the group.

    Args:
        synergy_id (UUID):
        idempotency_key (None | str | Unset): A UUID, say.
        body (CarrierIn): The carrier, or host, of a group: a declared offer; ``sharing_id`` null:
            nobody any more.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SynergyOut
     """


    return (await asyncio_detailed(
        synergy_id=synergy_id,
client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
