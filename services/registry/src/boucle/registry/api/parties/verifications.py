"""``/v1/organisations/{id}``: who it is, verified by a visit, a call or a letter, or refused."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.platform.errors import Faulty
from boucle.platform.http import GuardedRouter
from boucle.platform.identity import Principal
from boucle.registry.api.dependencies import Party, Registry, Staff, TheRegistry, write
from boucle.registry.api.parties.organisations import shown_whole
from boucle.registry.api.schemas.parties.organisations import OrganisationOut
from boucle.registry.api.schemas.parties.verifications import (
    EnteredCodeIn,
    PostalCodeIn,
    PostalCodeOut,
    RefuseIn,
    VerificationOut,
    VerificationsOut,
    VerifyIn,
)
from boucle.registry.declarations.parties import verifying
from boucle.registry.declarations.parties.organisations import (
    locked_organisation,
    readable_organisation,
)
from boucle.registry.declarations.parties.postal import PostalLetter, enter_code, make_letter
from boucle.registry.declarations.parties.verifying import deciding, organisation_to_decide
from boucle.registry.domain.entities import Organisation
from boucle.registry.parties.organisations.history import history_of
from boucle.registry.parties.organisations.verification import Voucher

router = GuardedRouter(tags=["organisations"], prefix="/v1/organisations/{organisation_id}")

Decision = Callable[[WriteSession, Organisation, Voucher], Awaitable[Organisation]]


async def _decided(
    registry: Registry, principal: Principal, id_: UUID, evidence: str, decide: Decision
) -> OrganisationOut:
    async def work(session: WriteSession) -> OrganisationOut:
        locked = await organisation_to_decide(session, id_, principal)
        voucher = deciding(principal, evidence, registry.clock())
        return await shown_whole(session, principal, await decide(session, locked, voucher))

    return await write(registry, work)


@router.get("/verifications")
async def list_verifications(
    organisation_id: UUID, principal: Staff, registry: TheRegistry
) -> VerificationsOut:
    """Every state that it got: who gave it, when, how, by which evidence. Oldest first."""
    async with registry.database.read() as session:
        await readable_organisation(session, organisation_id, principal)
        rows = await history_of(session, organisation_id)
    return VerificationsOut(items=[VerificationOut.of(row) for row in rows])


@router.post("/verify")
async def verify_organisation(
    organisation_id: UUID, body: VerifyIn, principal: Staff, registry: TheRegistry
) -> OrganisationOut:
    """You know that it is this company: its flows are matched from now on. Done twice, it changes
    nothing more."""

    async def decide(session: WriteSession, locked: Organisation, voucher: Voucher) -> Organisation:
        return await verifying.verify(session, locked, body.how, voucher)

    return await _decided(registry, principal, organisation_id, body.evidence, decide)


@router.post("/refuse")
async def refuse_organisation(
    organisation_id: UUID, body: RefuseIn, principal: Staff, registry: TheRegistry
) -> OrganisationOut:
    """It is not who it says to be: its flows are matched with nobody's, until you verify it after
    all. Done twice, it changes nothing more."""
    return await _decided(registry, principal, organisation_id, body.reason, verifying.refuse)


@router.post("/postal-code", status_code=201)
async def make_postal_code(
    organisation_id: UUID, body: PostalCodeIn, principal: Staff, registry: TheRegistry
) -> PostalCodeOut:
    """A letter to print and send, with a code for 60 days and five tries. One made before is worth
    nothing from now on."""
    code = registry.new_code()
    hashed = await registry.secrets.hash(code)

    async def work(session: WriteSession) -> PostalLetter:
        locked = await organisation_to_decide(session, organisation_id, principal)
        voucher = deciding(principal, None, registry.clock())
        return await make_letter(session, locked, body.address, (code, hashed), voucher)

    made = await write(registry, work)
    return PostalCodeOut(code=code, letter=made.text, expires_at=made.sent.expires_at)


@router.post("/verify-code")
async def enter_postal_code(
    organisation_id: UUID, body: EnteredCodeIn, principal: Party, registry: TheRegistry
) -> OrganisationOut:
    """The company, or its tool, enters the code of the letter. A wrong one counts as a try."""

    async def work(session: WriteSession) -> OrganisationOut | Faulty:
        locked = await locked_organisation(session, organisation_id, principal)
        voucher = deciding(principal, None, registry.clock())
        entered = await enter_code(session, locked, body.code, registry.secrets, voucher)
        if isinstance(entered, Faulty):
            return entered
        return await shown_whole(session, principal, entered)

    answer = await write(registry, work)
    if isinstance(answer, Faulty):
        raise answer
    return answer
