"""``/v1/territories/{siren}/animators``: the persons who animate a territory."""

from typing import Annotated

from fastapi import Path

from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter
from boucle.registry.accounts import roles
from boucle.registry.accounts.signing_in import ask
from boucle.registry.api.dependencies import Staff, TheRegistry, write
from boucle.registry.api.schemas.accounts.accounts import AnimatorPersonOut, AnimatorsOut, InvitedIn
from boucle.registry.api.schemas.base import Code
from boucle.registry.identity.revoking import ensure_not_revoked

router = GuardedRouter(tags=["principals"])

ClientId = Annotated[str, Path(max_length=100)]


@router.post("/v1/animators", status_code=201)
async def invite_animator(
    body: InvitedIn, principal: Staff, registry: TheRegistry
) -> AnimatorPersonOut:
    """Let somebody animate territories that you animate; a mail says how to sign in. Done twice,
    it changes nothing more."""
    now = registry.clock()
    invited = roles.Invited(body.email, body.name, body.language, body.territories)

    async def work(session: WriteSession) -> roles.Animating:
        await ensure_not_revoked(session, principal.client_id)
        person, new = await roles.invite(session, invited, principal, now, registry.new_id)
        if new:
            account = person.account.id
            await ask(
                session,
                account,
                "invitation",
                now,
                registry.new_id,
                invited_by=principal.client_id,
            )
        return person

    return _shown(await write(registry, work))


@router.get("/v1/territories/{siren}/animators")
async def list_animators(siren: Code, principal: Staff, registry: TheRegistry) -> AnimatorsOut:
    """The persons who animate this territory."""
    async with registry.database.read() as session:
        found = await roles.animating(session, siren, principal)
    return AnimatorsOut(items=[_shown(one) for one in found])


@router.delete("/v1/territories/{siren}/animators/{person}", status_code=204)
async def remove_animator(
    siren: Code, person: ClientId, principal: Staff, registry: TheRegistry
) -> None:
    """A person animates this territory no more: its tokens are refused within seconds."""
    await write(
        registry,
        lambda session: roles.leave(session, siren, person, principal, registry.clock()),
    )


def _shown(person: roles.Animating) -> AnimatorPersonOut:
    return AnimatorPersonOut.of(person.client, person.account, created_at=person.client.created_at)
