from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.webhook_in import WebhookIn
from ...models.webhook_made import WebhookMade
from typing import cast



def _get_kwargs(
    *,
    body: WebhookIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/webhooks",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> WebhookMade | None:
    if response.status_code == 201:
        response_201 = WebhookMade.from_dict(response.json())



        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[WebhookMade]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: WebhookIn,

) -> Response[WebhookMade]:
    """ Create Webhook

     An address that is sent what changes from now on. ``secret`` is shown this once, hence no
    ``Idempotency-Key`` here.

    Args:
        body (WebhookIn): ``url``: https, on the public internet. ``types``: those of ``GET
            /v1/changes``; without it,
            all. ``contact``: who is written to when it is disabled.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[WebhookMade]
     """


    kwargs = _get_kwargs(
        body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: WebhookIn,

) -> WebhookMade | None:
    """ Create Webhook

     An address that is sent what changes from now on. ``secret`` is shown this once, hence no
    ``Idempotency-Key`` here.

    Args:
        body (WebhookIn): ``url``: https, on the public internet. ``types``: those of ``GET
            /v1/changes``; without it,
            all. ``contact``: who is written to when it is disabled.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        WebhookMade
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: WebhookIn,

) -> Response[WebhookMade]:
    """ Create Webhook

     An address that is sent what changes from now on. ``secret`` is shown this once, hence no
    ``Idempotency-Key`` here.

    Args:
        body (WebhookIn): ``url``: https, on the public internet. ``types``: those of ``GET
            /v1/changes``; without it,
            all. ``contact``: who is written to when it is disabled.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[WebhookMade]
     """


    kwargs = _get_kwargs(
        body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: WebhookIn,

) -> WebhookMade | None:
    """ Create Webhook

     An address that is sent what changes from now on. ``secret`` is shown this once, hence no
    ``Idempotency-Key`` here.

    Args:
        body (WebhookIn): ``url``: https, on the public internet. ``types``: those of ``GET
            /v1/changes``; without it,
            all. ``contact``: who is written to when it is disabled.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        WebhookMade
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
