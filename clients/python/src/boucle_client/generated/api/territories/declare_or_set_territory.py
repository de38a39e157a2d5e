from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.territory_in import TerritoryIn
from ...models.territory_out import TerritoryOut
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    siren: str,
    *,
    body: TerritoryIn,
    if_match: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/territories/{siren}".format(siren=quote(str(siren), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> TerritoryOut | None:
    if response.status_code == 200:
        response_200 = TerritoryOut.from_dict(response.json())



        return response_200

    if response.status_code == 201:
        response_201 = TerritoryOut.from_dict(response.json())



        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[TerritoryOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    siren: str,
    *,
    client: AuthenticatedClient,
    body: TerritoryIn,
    if_match: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[TerritoryOut]:
    """ Declare Or Set Territory

     The operator declares it; its animator sets all but name, kind and parent, and may leave the
    parent out.

    Args:
        siren (str):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        if_none_match (None | str | Unset): `*`: done only if it makes something new.
        body (TerritoryIn): ``PUT /v1/territories/{siren}``. Its animator may change all but name,
            kind and parent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[TerritoryOut]
     """


    kwargs = _get_kwargs(
        siren=siren,
body=body,
if_match=if_match,
if_none_match=if_none_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    siren: str,
    *,
    client: AuthenticatedClient,
    body: TerritoryIn,
    if_match: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> TerritoryOut | None:
    """ Declare Or Set Territory

     The operator declares it; its animator sets all but name, kind and parent, and may leave the
    parent out.

    Args:
        siren (str):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        if_none_match (None | str | Unset): `*`: done only if it makes something new.
        body (TerritoryIn): ``PUT /v1/territories/{siren}``. Its animator may change all but name,
            kind and parent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        TerritoryOut
     """


    return sync_detailed(
        siren=siren,
client=client,
body=body,
if_match=if_match,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    siren: str,
    *,
    client: AuthenticatedClient,
    body: TerritoryIn,
    if_match: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[TerritoryOut]:
    """ Declare Or Set Territory

     The operator declares it; its animator sets all but name, kind and parent, and may leave the
    parent out.

    Args:
        siren (str):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        if_none_match (None | str | Unset): `*`: done only if it makes something new.
        body (TerritoryIn): ``PUT /v1/territories/{siren}``. Its animator may change all but name,
            kind and parent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[TerritoryOut]
     """


    kwargs = _get_kwargs(
        siren=siren,
body=body,
if_match=if_match,
if_none_match=if_none_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    siren: str,
    *,
    client: AuthenticatedClient,
    body: TerritoryIn,
    if_match: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> TerritoryOut | None:
    """ Declare Or Set Territory

     The operator declares it; its animator sets all but name, kind and parent, and may leave the
    parent out.

    Args:
        siren (str):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        if_none_match (None | str | Unset): `*`: done only if it makes something new.
        body (TerritoryIn): ``PUT /v1/territories/{siren}``. Its animator may change all but name,
            kind and parent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        TerritoryOut
     """


    return (await asyncio_detailed(
        siren=siren,
client=client,
body=body,
if_match=if_match,
if_none_match=if_none_match,

    )).parsed
