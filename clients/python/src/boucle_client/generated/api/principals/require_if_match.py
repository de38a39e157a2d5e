from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.condition_in import ConditionIn
from ...models.principal_out import PrincipalOut
from typing import cast



def _get_kwargs(
    client_id: str,
    *,
    body: ConditionIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/principals/{client_id}/requires-if-match".format(client_id=quote(str(client_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PrincipalOut | None:
    if response.status_code == 200:
        response_200 = PrincipalOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PrincipalOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ConditionIn,

) -> Response[PrincipalOut]:
    """ Require If Match

     Have this tool's changes refused (428) where it does not say which version it read: against
    losing what others changed meanwhile. For the tool itself, and the operator.

    Args:
        client_id (str):
        body (ConditionIn): Whether this tool changes and withdraws with ``If-Match`` only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PrincipalOut]
     """


    kwargs = _get_kwargs(
        client_id=client_id,
body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ConditionIn,

) -> PrincipalOut | None:
    """ Require If Match

     Have this tool's changes refused (428) where it does not say which version it read: against
    losing what others changed meanwhile. For the tool itself, and the operator.

    Args:
        client_id (str):
        body (ConditionIn): Whether this tool changes and withdraws with ``If-Match`` only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PrincipalOut
     """


    return sync_detailed(
        client_id=client_id,
client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ConditionIn,

) -> Response[PrincipalOut]:
    """ Require If Match

     Have this tool's changes refused (428) where it does not say which version it read: against
    losing what others changed meanwhile. For the tool itself, and the operator.

    Args:
        client_id (str):
        body (ConditionIn): Whether this tool changes and withdraws with ``If-Match`` only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PrincipalOut]
     """


    kwargs = _get_kwargs(
        client_id=client_id,
body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: ConditionIn,

) -> PrincipalOut | None:
    """ Require If Match

     Have this tool's changes refused (428) where it does not say which version it read: against
    losing what others changed meanwhile. For the tool itself, and the operator.

    Args:
        client_id (str):
        body (ConditionIn): Whether this tool changes and withdraws with ``If-Match`` only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PrincipalOut
     """


    return (await asyncio_detailed(
        client_id=client_id,
client=client,
body=body,

    )).parsed
