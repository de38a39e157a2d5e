"""What routes need, and who may call them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends
from fastapi.responses import Response
from pydantic import BaseModel

from boucle.catalogue import Catalogue
from boucle.contract.persons import PersonKey
from boucle.platform.clock import Clock
from boucle.platform.db import Database, WriteSession
from boucle.platform.http import require, resources
from boucle.platform.idempotency import Once
from boucle.platform.identity import Principal
from boucle.registry.accounts.openid.provider import OpenIdCalls
from boucle.registry.accounts.relying import RelyingParty
from boucle.registry.domain.values.areas import Box
from boucle.registry.identity.failed_secrets import FailedSecrets
from boucle.registry.identity.use_cases import Secrets, Tokens
from boucle.registry.tables.transaction import in_transaction

T = TypeVar("T")
Made = TypeVar("Made", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Registry:
    """One process of registry, as its routes see it. ``link_keys`` sign links to sign in and
    challenges, newest first; ``party``: for whom passkeys are; ``openid``: who else signs people
    in."""

    database: Database
    clock: Clock
    catalogue: Catalogue
    served_area: Sequence[Box]
    secrets: Secrets
    failed_secrets: FailedSecrets
    tokens: Tokens
    persons: PersonKey
    new_id: Callable[[], UUID]
    new_secret: Callable[[], str]
    new_code: Callable[[], str]
    new_key: Callable[[], bytes]
    link_keys: Sequence[bytes]
    party: RelyingParty | None
    openid: OpenIdCalls | None


TheRegistry = Annotated[Registry, resources("registry")]
Party = Annotated[Principal, Depends(require("company", "tool", "animator", "operator"))]
"""Whoever holds, or acts for, organisations and territories. Services have no business here."""

Approver = Annotated[Principal, Depends(require("company", "animator", "operator"))]
"""Who says whether a claim on an organisation is that organisation's own."""

Staff = Annotated[Principal, Depends(require("animator", "operator"))]
Operator = Annotated[Principal, Depends(require("operator"))]
OperatorOrPerson = Annotated[Principal, Depends(require("operator", "animator", "company"))]
ServiceOnly = Annotated[Principal, Depends(require("service"))]
ServiceOrOperator = Annotated[Principal, Depends(require("service", "operator"))]
Tool = Annotated[Principal, Depends(require("tool"))]
ToolOrOperator = Annotated[Principal, Depends(require("tool", "operator"))]


async def write(registry: Registry, work: Callable[[WriteSession], Awaitable[T]]) -> T:
    """The result of ``work``, committed."""
    return await in_transaction(registry.database, work)


async def create_secret(
    registry: Registry,
    once: Once,
    work: Callable[[WriteSession], Awaitable[T]],
    named: Callable[[T], object],
) -> T:
    """The answer of ``work``, which holds a secret; under an Idempotency-Key, given once."""

    async def answered(session: WriteSession) -> T:
        return await once.shown_once(session, lambda: work(session), named)

    return await write(registry, answered)


async def create_once(
    registry: Registry,
    once: Once,
    work: Callable[[WriteSession], Awaitable[Made]],
    headers: Callable[[Made], Mapping[str, str]],
) -> Response:
    """201 with the answer of ``work``; under an Idempotency-Key, the first answer again."""

    async def answered(session: WriteSession) -> Response:
        return await once.answer(session, lambda: work(session), headers=headers)

    return await write(registry, answered)
