from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.quality_out import QualityOut
from ...types import UNSET, Unset
from typing import cast
import datetime



def _get_kwargs(
    *,
    territory: None | str | Unset = UNSET,
    k: int | Unset = 10,
    since: datetime.date | None | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_territory: None | str | Unset
    if isinstance(territory, Unset):
        json_territory = UNSET
    else:
        json_territory = territory
    params["territory"] = json_territory

    params["k"] = k

    json_since: None | str | Unset
    if isinstance(since, Unset):
        json_since = UNSET
    elif isinstance(since, datetime.date):
        json_since = since.isoformat()
    else:
        json_since = since
    params["since"] = json_since


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/quality",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> QualityOut | None:
    if response.status_code == 200:
        response_200 = QualityOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[QualityOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    territory: None | str | Unset = UNSET,
    k: int | Unset = 10,
    since: datetime.date | None | Unset = UNSET,

) -> Response[QualityOut]:
    """ Read Quality

     How often what was shown was wanted (precision@k), per territory and route, and how often
    each reason refused it. For animators (by default all their territories) and the operator.

    Args:
        territory (None | str | Unset): A SIREN; a federation counts its members.
        k (int | Unset): Of each need, the first k shown. Default: 10.
        since (datetime.date | None | Unset): Synergies that moved then or later; by default in
            the last 365 days.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[QualityOut]
     """


    kwargs = _get_kwargs(
        territory=territory,
k=k,
since=since,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    territory: None | str | Unset = UNSET,
    k: int | Unset = 10,
    since: datetime.date | None | Unset = UNSET,

) -> QualityOut | None:
    """ Read Quality

     How often what was shown was wanted (precision@k), per territory and route, and how often
    each reason refused it. For animators (by default all their territories) and the operator.

    Args:
        territory (None | str | Unset): A SIREN; a federation counts its members.
        k (int | Unset): Of each need, the first k shown. Default: 10.
        since (datetime.date | None | Unset): Synergies that moved then or later; by default in
            the last 365 days.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        QualityOut
     """


    return sync_detailed(
        client=client,
territory=territory,
k=k,
since=since,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    territory: None | str | Unset = UNSET,
    k: int | Unset = 10,
    since: datetime.date | None | Unset = UNSET,

) -> Response[QualityOut]:
    """ Read Quality

     How often what was shown was wanted (precision@k), per territory and route, and how often
    each reason refused it. For animators (by default all their territories) and the operator.

    Args:
        territory (None | str | Unset): A SIREN; a federation counts its members.
        k (int | Unset): Of each need, the first k shown. Default: 10.
        since (datetime.date | None | Unset): Synergies that moved then or later; by default in
            the last 365 days.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[QualityOut]
     """


    kwargs = _get_kwargs(
        territory=territory,
k=k,
since=since,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    territory: None | str | Unset = UNSET,
    k: int | Unset = 10,
    since: datetime.date | None | Unset = UNSET,

) -> QualityOut | None:
    """ Read Quality

     How often what was shown was wanted (precision@k), per territory and route, and how often
    each reason refused it. For animators (by default all their territories) and the operator.

    Args:
        territory (None | str | Unset): A SIREN; a federation counts its members.
        k (int | Unset): Of each need, the first k shown. Default: 10.
        since (datetime.date | None | Unset): Synergies that moved then or later; by default in
            the last 365 days.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        QualityOut
     """


    return (await asyncio_detailed(
        client=client,
territory=territory,
k=k,
since=since,

    )).parsed
