from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.synergy_in import SynergyIn
from ...models.synergy_out import SynergyOut
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    body: SynergyIn,
    idempotency_key: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/synergies",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | SynergyOut | None:
    if response.status_code == 200:
        response_200 = SynergyOut.from_dict(response.json())



        return response_200

    if response.status_code == 201:
        response_201 = response.json()
        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | SynergyOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: SynergyIn,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[Any | SynergyOut]:
    """ Open Synergy

     Open a synergy that people found: 201, or 200 with the life that it has already.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (SynergyIn): A synergy that people found. Two flows make its id: found again, it is
            the same one.

            ``found_by`` is by default what the caller is; only an animator or the operator may say
            another. ``pre_existing``: it ran before the approach, and is not counted as brought by
            it.
            ``title``: what it is, in a few words; only a substitution goes without. Name nobody in
            it: it
            is kept for ever.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SynergyOut]
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
    body: SynergyIn,
    idempotency_key: None | str | Unset = UNSET,

) -> Any | SynergyOut | None:
    """ Open Synergy

     Open a synergy that people found: 201, or 200 with the life that it has already.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (SynergyIn): A synergy that people found. Two flows make its id: found again, it is
            the same one.

            ``found_by`` is by default what the caller is; only an animator or the operator may say
            another. ``pre_existing``: it ran before the approach, and is not counted as brought by
            it.
            ``title``: what it is, in a few words; only a substitution goes without. Name nobody in
            it: it
            is kept for ever.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SynergyOut
     """


    return sync_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: SynergyIn,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[Any | SynergyOut]:
    """ Open Synergy

     Open a synergy that people found: 201, or 200 with the life that it has already.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (SynergyIn): A synergy that people found. Two flows make its id: found again, it is
            the same one.

            ``found_by`` is by default what the caller is; only an animator or the operator may say
            another. ``pre_existing``: it ran before the approach, and is not counted as brought by
            it.
            ``title``: what it is, in a few words; only a substitution goes without. Name nobody in
            it: it
            is kept for ever.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SynergyOut]
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
    body: SynergyIn,
    idempotency_key: None | str | Unset = UNSET,

) -> Any | SynergyOut | None:
    """ Open Synergy

     Open a synergy that people found: 201, or 200 with the life that it has already.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (SynergyIn): A synergy that people found. Two flows make its id: found again, it is
            the same one.

            ``found_by`` is by default what the caller is; only an animator or the operator may say
            another. ``pre_existing``: it ran before the approach, and is not counted as brought by
            it.
            ``title``: what it is, in a few words; only a substitution goes without. Name nobody in
            it: it
            is kept for ever.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SynergyOut
     """


    return (await asyncio_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
