from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.sharing_possibilities_out import SharingPossibilitiesOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    sharing_id: UUID,
    *,
    version: int | Unset = 1,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["version"] = version


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/sharings/{sharing_id}/possibilities".format(sharing_id=quote(str(sharing_id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> SharingPossibilitiesOut | None:
    if response.status_code == 200:
        response_200 = SharingPossibilitiesOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[SharingPossibilitiesOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    version: int | Unset = 1,

) -> Response[SharingPossibilitiesOut]:
    """ Read Sharing Possibilities

     What could be done together with this need or offer: for its company, the tools that act for
    it, the animator of its territory and the operator.

    One just written is waited for, two seconds at most; ``sharing_version`` says which version was
    looked at.

    Args:
        sharing_id (UUID):
        version (int | Unset): The version of the declaration that you wrote: waited for, 2 s.
            Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingPossibilitiesOut]
     """


    kwargs = _get_kwargs(
        sharing_id=sharing_id,
version=version,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    version: int | Unset = 1,

) -> SharingPossibilitiesOut | None:
    """ Read Sharing Possibilities

     What could be done together with this need or offer: for its company, the tools that act for
    it, the animator of its territory and the operator.

    One just written is waited for, two seconds at most; ``sharing_version`` says which version was
    looked at.

    Args:
        sharing_id (UUID):
        version (int | Unset): The version of the declaration that you wrote: waited for, 2 s.
            Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingPossibilitiesOut
     """


    return sync_detailed(
        sharing_id=sharing_id,
client=client,
version=version,

    ).parsed

async def asyncio_detailed(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    version: int | Unset = 1,

) -> Response[SharingPossibilitiesOut]:
    """ Read Sharing Possibilities

     What could be done together with this need or offer: for its company, the tools that act for
    it, the animator of its territory and the operator.

    One just written is waited for, two seconds at most; ``sharing_version`` says which version was
    looked at.

    Args:
        sharing_id (UUID):
        version (int | Unset): The version of the declaration that you wrote: waited for, 2 s.
            Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingPossibilitiesOut]
     """


    kwargs = _get_kwargs(
        sharing_id=sharing_id,
version=version,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    version: int | Unset = 1,

) -> SharingPossibilitiesOut | None:
    """ Read Sharing Possibilities

     What could be done together with this need or offer: for its company, the tools that act for
    it, the animator of its territory and the operator.

    One just written is waited for, two seconds at most; ``sharing_version`` says which version was
    looked at.

    Args:
        sharing_id (UUID):
        version (int | Unset): The version of the declaration that you wrote: waited for, 2 s.
            Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingPossibilitiesOut
     """


    return (await asyncio_detailed(
        sharing_id=sharing_id,
client=client,
version=version,

    )).parsed
