"""``/v1/persons``: what is kept of somebody, and its erasure (GDPR, articles 15, 17 and 20)."""

from collections.abc import Iterator

from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import forbidden
from boucle.platform.http import GuardedRouter
from boucle.platform.identity import Principal
from boucle.registry.accounts import roles
from boucle.registry.accounts import store as accounts
from boucle.registry.api.dependencies import OperatorOrPerson, TheRegistry, write
from boucle.registry.api.responses import contact_out
from boucle.registry.api.schemas.parties.persons import (
    ErasureOut,
    OrganisationLeftOut,
    PersonAccountOut,
    PersonAnimatorOut,
    PersonContactOut,
    PersonIn,
    PersonOut,
    PersonProposalOut,
    PersonTextOut,
)
from boucle.registry.parties.organisations import erased
from boucle.registry.parties.persons.use_cases import Erasure, erase, find_person

router = GuardedRouter(tags=["persons"])


async def _check_own(session: Session, principal: Principal, address: str) -> None:
    """Raise Forbidden of another's address: the operator alone answers for everybody."""
    if principal.role != "operator" and not await roles.is_own(session, principal, address):
        raise forbidden("it is for the operator, and for whoever signed in with this address")


@router.post("/v1/persons/export")
async def export_person(
    body: PersonIn, principal: OperatorOrPerson, registry: TheRegistry
) -> PersonOut:
    """What registry keeps under a mail address, and what people wrote that names the person. What
    it was written, and answered: ``POST /v1/persons/mails``. Somebody who signed in reads what is
    kept under the own address, without what others wrote: that is for the operator to look at."""
    async with registry.database.read() as session:
        await _check_own(session, principal, body.address)
        person, found = await find_person(session, body.address, registry.persons)
        account = await _account(session, body.address)
        erased_at = await erased.when(session, registry.persons.of_address(body.address))
    return PersonOut(
        address=body.address,
        contacts=[
            PersonContactOut(
                organisation_id=one.organisation_id, **contact_out(one.contact).model_dump()
            )
            for one in person.contacts
        ],
        proposals=[PersonProposalOut.of(one, proposal_id=one.id) for one in person.proposals],
        animates=[PersonAnimatorOut.of(one) for one in person.animates],
        controls=list(person.controls),
        account=account,
        texts=[PersonTextOut.of(one) for one in found if principal.role == "operator"],
        erased_at=erased_at,
    )


async def _account(session: Session, address: str) -> PersonAccountOut | None:
    account = await accounts.find_account(session, address)
    if account is None:
        return None
    return PersonAccountOut.of(
        account,
        roles=[one.client_id for one in await accounts.roles_of(session, account.id)],
        browsers=[one.agent for one in await accounts.sessions_of(session, account.id)],
    )


@router.post("/v1/persons/erase")
async def erase_person(
    body: PersonIn, principal: OperatorOrPerson, registry: TheRegistry
) -> ErasureOut:
    """Everything under this address, and the person's name, number and address in what people
    wrote; every service follows within a minute, also after a restore. Tools that declare it again
    are not heard. Synergies keep their figures, and the other parties learn that the contact left.
    Done twice, it erases what came since. For the operator, and for the person."""

    async def work(session: WriteSession) -> Erasure:
        await _check_own(session, principal, body.address)
        done = await erase(session, body.address, registry.persons, registry.clock())
        await roles.close(session, body.address, registry.clock())
        return done

    done = await write(registry, work)
    return ErasureOut(
        contacts=done.contacts,
        proposals=done.proposals,
        texts=done.texts,
        animates=list(done.animates),
        controls=list(done.controls),
        left=[OrganisationLeftOut.of(one) for one in done.left],
        todo=list(_todo(done)),
    )


def _todo(done: Erasure) -> Iterator[str]:
    for one in done.left:
        if one.contacts == 0:
            runs = f", {one.running} of its synergies run" if one.running else ""
            yield (
                f"organisation {one.organisation_id} has no contact any more{runs}: its figures "
                "stay and the other parties are written to; name another contact with "
                f"PUT /v1/organisations/{one.organisation_id}"
            )
    for territory in done.animates:
        yield (
            f"territory {territory} has no animator any more: name another with "
            f"PUT /v1/territories/{territory}"
        )
    for territory in done.controls:
        yield (
            f"territory {territory} still names this address as the one to write to about data: "
            f"name another with PUT /v1/territories/{territory}"
        )
