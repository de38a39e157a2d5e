from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.territory_out import TerritoryOut
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    siren: str,
    *,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    params: dict[str, Any] = {}

    json_fields: None | str | Unset
    if isinstance(fields, Unset):
        json_fields = UNSET
    else:
        json_fields = fields
    params["fields"] = json_fields


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/territories/{siren}".format(siren=quote(str(siren), safe=""),),
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> TerritoryOut | None:
    if response.status_code == 200:
        response_200 = TerritoryOut.from_dict(response.json())



        return response_200

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
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[TerritoryOut]:
    """ Get Territory

     One territory.

    Args:
        siren (str):
        fields (None | str | Unset): Only these fields of each, by commas; besides them `siren`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[TerritoryOut]
     """


    kwargs = _get_kwargs(
        siren=siren,
fields=fields,
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
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> TerritoryOut | None:
    """ Get Territory

     One territory.

    Args:
        siren (str):
        fields (None | str | Unset): Only these fields of each, by commas; besides them `siren`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        TerritoryOut
     """


    return sync_detailed(
        siren=siren,
client=client,
fields=fields,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    siren: str,
    *,
    client: AuthenticatedClient,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[TerritoryOut]:
    """ Get Territory

     One territory.

    Args:
        siren (str):
        fields (None | str | Unset): Only these fields of each, by commas; besides them `siren`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[TerritoryOut]
     """


    kwargs = _get_kwargs(
        siren=siren,
fields=fields,
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
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> TerritoryOut | None:
    """ Get Territory

     One territory.

    Args:
        siren (str):
        fields (None | str | Unset): Only these fields of each, by commas; besides them `siren`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        TerritoryOut
     """


    return (await asyncio_detailed(
        siren=siren,
client=client,
fields=fields,
if_none_match=if_none_match,

    )).parsed
