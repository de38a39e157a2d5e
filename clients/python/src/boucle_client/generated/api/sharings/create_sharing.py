from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.sharing_create import SharingCreate
from ...models.sharing_out import SharingOut
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    body: SharingCreate,
    idempotency_key: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/sharings",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> SharingOut | None:
    if response.status_code == 201:
        response_201 = SharingOut.from_dict(response.json())



        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[SharingOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: SharingCreate,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[SharingOut]:
    """ Create Sharing

     Declare a need or an offer of a site: a service, equipment or workforce.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (SharingCreate): ``POST /v1/sharings``.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingOut]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: SharingCreate,
    idempotency_key: None | str | Unset = UNSET,

) -> SharingOut | None:
    """ Create Sharing

     Declare a need or an offer of a site: a service, equipment or workforce.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (SharingCreate): ``POST /v1/sharings``.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingOut
     """


    return sync_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: SharingCreate,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[SharingOut]:
    """ Create Sharing

     Declare a need or an offer of a site: a service, equipment or workforce.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (SharingCreate): ``POST /v1/sharings``.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingOut]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: SharingCreate,
    idempotency_key: None | str | Unset = UNSET,

) -> SharingOut | None:
    """ Create Sharing

     Declare a need or an offer of a site: a service, equipment or workforce.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (SharingCreate): ``POST /v1/sharings``.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingOut
     """


    return (await asyncio_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
