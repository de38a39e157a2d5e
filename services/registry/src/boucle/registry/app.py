"""Compose registry. Nothing is built on import."""

import secrets
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from boucle.catalogue import load_catalogue, understood
from boucle.contract.given import REGISTRY_VERSIONS
from boucle.platform.bus import Access
from boucle.platform.http import GuardedRouter
from boucle.platform.process.cli import run
from boucle.platform.process.restore import after_restore_command
from boucle.platform.process.service import Resources, Service, consumer_task
from boucle.platform.process.tasks import Task
from boucle.platform.settings import key_bytes
from boucle.registry.accounts import retention as accounts
from boucle.registry.accounts.openid.metadata import Provider
from boucle.registry.accounts.operators import (
    AddressArgument,
    LanguageOption,
    LostOption,
    NameArgument,
    invite_operator,
)
from boucle.registry.accounts.relying import relying_party
from boucle.registry.declarations.exclusions import exclusions
from boucle.registry.declarations.last_days import last_days
from boucle.registry.declarations.lives.use_cases import follow_lives
from boucle.registry.declarations.movements.watching import unusual_movements
from boucle.registry.declarations.repairs import repairs
from boucle.registry.declarations.sandboxes.idle import idle_sandboxes
from boucle.registry.identity.bootstrap import (
    ClientIdOption,
    RoleOption,
    SecretFileOption,
    bootstrap,
)
from boucle.registry.identity.failed_secrets import FailedSecrets
from boucle.registry.identity.signing import (
    AtOnceOption,
    add_signing_key,
    list_signing_keys,
    seal_signing_keys,
    signing_keys_kept,
)
from boucle.registry.identity.signing_keys import SigningKeys, keyring_of
from boucle.registry.identity.use_cases import Secrets, Tokens
from boucle.registry.operations.restore import after_restore
from boucle.registry.outlets.prospects.import_sirene import FileArgument, import_sirene
from boucle.registry.parties.organisations.postal_codes import ALPHABET, LENGTH
from boucle.registry.parties.persons.retention import KeptDays, forgetting
from boucle.registry.parties.synergies import following
from boucle.registry.reference.communes.import_communes import CommuneFileArgument, import_communes
from boucle.registry.reference.occupations.import_rome import (
    CodesArgument,
    TitlesArgument,
    VersionOption,
    import_rome,
)
from boucle.registry.reference.outlines.import_outlines import (
    OutlineFileArgument,
    SourceOption,
    import_outlines,
)
from boucle.registry.settings import RegistrySettings

TOPICS = ("territory", "site", "flow", "establishments", "sharing", "person", "principal")
CONSUMER, CONSUMED = "registry", ("life",)


def _routers(resources: Resources[RegistrySettings]) -> Iterable[GuardedRouter]:
    # Late: half of the start of a process, and a worker needs none of it.
    from boucle.platform.process.operating import operating_router  # noqa: PLC0415
    from boucle.registry.accounts.openid.provider import OpenIdCalls  # noqa: PLC0415
    from boucle.registry.api.dependencies import Registry  # noqa: PLC0415
    from boucle.registry.api.routes import ROUTERS  # noqa: PLC0415

    settings, catalogue = resources.settings, load_catalogue()
    provider = _provider(settings)
    understood(catalogue, "")  # a second for its index of names: not in somebody's transaction
    resources.state.registry = Registry(
        database=resources.database,
        clock=resources.clock,
        catalogue=catalogue,
        served_area=settings.served_area,
        secrets=Secrets(),
        persons=settings.persons,
        failed_secrets=FailedSecrets(resources.metrics),
        tokens=Tokens(
            _signing_keys(resources), resources.clock, settings.issuer, settings.audience
        ),
        new_id=uuid4,
        new_secret=lambda: secrets.token_urlsafe(32),
        new_code=lambda: "".join(secrets.choice(ALPHABET) for _ in range(LENGTH)),
        new_key=lambda: secrets.token_bytes(32),
        link_keys=key_bytes(settings.encryption_key),
        party=relying_party(settings.public_url),
        openid=None if provider is None else OpenIdCalls(provider, resources.clock),
    )
    return (*ROUTERS, operating_router("registry"))


def _provider(settings: RegistrySettings) -> Provider | None:
    """Return who signs people in beside mails and passkeys, if anybody was set."""
    if settings.openid_issuer is None or settings.openid_client_secret is None:
        return None
    return Provider(
        issuer=settings.openid_issuer,
        client_id=settings.openid_client_id or "",
        client_secret=settings.openid_client_secret.get_secret_value(),
        name=settings.openid_name,
        scopes=settings.openid_scopes,
        trusts_email=settings.openid_trusts_email,
        acr_values=settings.openid_acr_values,
        strong_acrs=frozenset(settings.openid_strong_acrs.split()),
        redirect_uri=f"{settings.public_url}/connexion/openid/retour",
        left_uri=f"{settings.public_url}/connexion",
    )


def _tasks(resources: Resources[RegistrySettings]) -> Iterable[Task]:
    keys = signing_keys_kept(
        resources.database, _signing_keys(resources), resources.clock, resources.metrics
    )
    excluded = exclusions(resources.database, resources.clock)
    ending = last_days(resources.database, resources.clock)
    idle = idle_sandboxes(resources.database, resources.clock)
    repaired = repairs(resources.database, resources.clock)
    movement = unusual_movements(resources.database, resources.clock, resources.metrics)
    settings = resources.settings
    kept = KeptDays(
        *(settings.withdrawn_days, settings.proposal_days, settings.import_days),
        settings.call_days,
    )
    retention = forgetting(resources.database, resources.clock, kept)
    ended = accounts.forgetting(resources.database, resources.clock)
    lives = resources.consumer(CONSUMER, CONSUMED, follow_lives, gather=0.5)
    disclosed = resources.consumer(following.NAME, CONSUMED, following.follow_disclosed, gather=0.1)
    return (
        Task("signing keys", keys.run),
        Task("last days", ending.run),
        Task("idle sandboxes", idle.run),
        Task("exclusions", excluded.run),
        Task("repairs", repaired.run),
        Task("unusual movements", movement.run),
        Task("person retention", retention.run),
        Task("account retention", ended.run),
        consumer_task(lives),
        consumer_task(disclosed),
    )


def _bootstrap(client_id: ClientIdOption, role: RoleOption, secret_file: SecretFileOption) -> None:
    """Make the first operator, or a service; done twice, it keeps what is there."""
    run(SERVICE, lambda resources: bootstrap(resources, client_id, role, secret_file))


def _invite_operator(
    address: AddressArgument,
    name: NameArgument,
    language: LanguageOption = "fr",
    lost: LostOption = False,
) -> None:
    """Let a person sign in as operator; a mail says how. Done twice, it changes nothing more."""
    run(SERVICE, lambda resources: invite_operator(resources, address, name, language, lost))


def _signing_keys(resources: Resources[RegistrySettings]) -> SigningKeys:
    return SigningKeys(keyring_of(resources.settings), resources.clock)


def _new_signing_key(at_once: AtOnceOption = False) -> None:
    """Make a new key for tokens: it signs within a minute; those before it verify an hour more."""
    run(SERVICE, lambda resources: add_signing_key(resources, at_once))


def _list_signing_keys() -> None:
    """List the keys for tokens."""
    run(SERVICE, list_signing_keys)


def _import_sirene(file: FileArgument) -> None:
    """Read INSEE's stock of establishments; done twice, it changes nothing more."""
    run(SERVICE, lambda resources: import_sirene(resources, file))


def _import_communes(file: CommuneFileArgument) -> None:
    """Read which commune is in which EPCI, from a CSV file; it replaces what was read before."""
    run(SERVICE, lambda resources: import_communes(resources, file))


def _import_outlines(file: OutlineFileArgument, source: SourceOption = None) -> None:
    """Read the outlines that maps are drawn on; they replace what was read before."""
    run(SERVICE, lambda resources: import_outlines(resources, file, source))


def _import_rome(
    codes: CodesArgument, titles: TitlesArgument, version: VersionOption = None
) -> None:
    """Read the occupations of ROME and their titles; they replace what was read before."""
    run(SERVICE, lambda resources: import_rome(resources, codes, titles, version))


SERVICE: Service[RegistrySettings] = Service(
    name="registry",
    settings=RegistrySettings,
    migrations=Path(__file__).parent / "migrations",
    routers=_routers,
    tasks=_tasks,
    prepare=seal_signing_keys,
    giver=REGISTRY_VERSIONS,
    access=Access(
        writes=(*TOPICS, "sign_in"), reads=(*TOPICS, *CONSUMED), groups=(CONSUMER, following.NAME)
    ),
    commands={
        "bootstrap": _bootstrap,
        "invite-operator": _invite_operator,
        "new-signing-key": _new_signing_key,
        "signing-keys": _list_signing_keys,
        "import-sirene": _import_sirene,
        "import-communes": _import_communes,
        "import-outlines": _import_outlines,
        "import-rome": _import_rome,
        "after-restore": after_restore_command(lambda: SERVICE, after_restore),
    },
)
