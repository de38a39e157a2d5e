from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.indicators_out import IndicatorsOut
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    siren: str,
    *,
    month: None | str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_month: None | str | Unset
    if isinstance(month, Unset):
        json_month = UNSET
    else:
        json_month = month
    params["month"] = json_month


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/territories/{siren}/indicators".format(siren=quote(str(siren), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> IndicatorsOut | None:
    if response.status_code == 200:
        response_200 = IndicatorsOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[IndicatorsOut]:
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
    month: None | str | Unset = UNSET,

) -> Response[IndicatorsOut]:
    """ Territory Indicators

     Figures of a territory, or of a federation over its members; for its animators.

    Args:
        siren (str):
        month (None | str | Unset): `YYYY-MM`; by default the month under way.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[IndicatorsOut]
     """


    kwargs = _get_kwargs(
        siren=siren,
month=month,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    siren: str,
    *,
    client: AuthenticatedClient,
    month: None | str | Unset = UNSET,

) -> IndicatorsOut | None:
    """ Territory Indicators

     Figures of a territory, or of a federation over its members; for its animators.

    Args:
        siren (str):
        month (None | str | Unset): `YYYY-MM`; by default the month under way.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        IndicatorsOut
     """


    return sync_detailed(
        siren=siren,
client=client,
month=month,

    ).parsed

async def asyncio_detailed(
    siren: str,
    *,
    client: AuthenticatedClient,
    month: None | str | Unset = UNSET,

) -> Response[IndicatorsOut]:
    """ Territory Indicators

     Figures of a territory, or of a federation over its members; for its animators.

    Args:
        siren (str):
        month (None | str | Unset): `YYYY-MM`; by default the month under way.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[IndicatorsOut]
     """


    kwargs = _get_kwargs(
        siren=siren,
month=month,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    siren: str,
    *,
    client: AuthenticatedClient,
    month: None | str | Unset = UNSET,

) -> IndicatorsOut | None:
    """ Territory Indicators

     Figures of a territory, or of a federation over its members; for its animators.

    Args:
        siren (str):
        month (None | str | Unset): `YYYY-MM`; by default the month under way.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        IndicatorsOut
     """


    return (await asyncio_detailed(
        siren=siren,
client=client,
month=month,

    )).parsed
