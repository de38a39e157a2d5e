"""Compose the service: settings -> links, directory, mail server, tasks, routers."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from random import random
from secrets import token_bytes
from typing import Final
from uuid import uuid4

import httpx

from boucle.catalogue import load_catalogue
from boucle.contract.given import REGISTRY_VERSIONS
from boucle.notifications.directory.client import DirectoryClient
from boucle.notifications.inbound.mailbox import Account, Mailbox
from boucle.notifications.inbound.metrics import inbound_counter, mailbox_metrics
from boucle.notifications.inbound.use_cases import CalendarInbox
from boucle.notifications.introductions import consumers
from boucle.notifications.introductions.digest_task import digest_task
from boucle.notifications.letters.links import links_of
from boucle.notifications.mails.metrics import mail_metrics
from boucle.notifications.meetings.addresses import CalendarAddresses
from boucle.notifications.meetings.follow_up import following_up
from boucle.notifications.mornings.sender import morning_mails
from boucle.notifications.operations.mails import mail_commands
from boucle.notifications.operations.restore import after_restore
from boucle.notifications.persons import consumers as persons
from boucle.notifications.persons import retention as person_retention
from boucle.notifications.persons.recently_erased import RecentlyErased
from boucle.notifications.resources import NotificationsResources
from boucle.notifications.seams import DirectoryPrincipals, PostMailer
from boucle.notifications.sending.measures import measures
from boucle.notifications.sending.previews import previews_of
from boucle.notifications.sending.recorder import Recorder
from boucle.notifications.sending.sender import Sender
from boucle.notifications.sending.smtp import post_of
from boucle.notifications.sending.writer import Writer
from boucle.notifications.settings import NotificationsSettings
from boucle.notifications.sign_ins import consumers as sign_ins
from boucle.notifications.sign_ins.sender import SignInSender
from boucle.notifications.subscriptions.feeds import consumers as feed_consumers
from boucle.notifications.subscriptions.feeds.latest import LatestFeed
from boucle.notifications.subscriptions.feeds.retention import announcing, forgetting
from boucle.notifications.subscriptions.feeds.store import granted_to
from boucle.notifications.subscriptions.outbound import OutboundClient
from boucle.notifications.subscriptions.sealing import Sealer
from boucle.notifications.subscriptions.webhooks import log as webhook_log
from boucle.notifications.subscriptions.webhooks.contacts import Contacts
from boucle.notifications.subscriptions.webhooks.deliverer import Deliverer
from boucle.notifications.subscriptions.webhooks.feeder import Feeder
from boucle.notifications.subscriptions.webhooks.metrics import measures as webhook_measures
from boucle.notifications.subscriptions.webhooks.metrics import webhook_metrics
from boucle.notifications.subscriptions.webhooks.notice_sender import Notices
from boucle.notifications.subscriptions.webhooks.resealing import log_unreadable, reseal
from boucle.notifications.subscriptions.webhooks.use_cases import Webhooks
from boucle.platform.bus import Access
from boucle.platform.http import GuardedRouter
from boucle.platform.process.cli import run
from boucle.platform.process.restore import after_restore_command
from boucle.platform.process.service import Service, consumer_task
from boucle.platform.process.tasks import Task
from boucle.platform.revocation import TOPIC as PRINCIPAL
from boucle.platform.revocation import follow_revocations

_DIRECTORY_TIMEOUT: Final = 5.0  # seconds
PRINCIPALS: Final = "notifications.principals"


@asynccontextmanager
async def lifespan(resources: NotificationsResources) -> AsyncIterator[None]:
    async with (
        httpx.AsyncClient(timeout=_DIRECTORY_TIMEOUT) as client,
        OutboundClient(resources.settings.call_policy) as outbound,
    ):
        resources.state.outbound = outbound
        resources.state.directory = _directory(resources, client)
        resources.state.latest_feed = LatestFeed(resources.database)
        resources.state.webhooks = _webhooks(resources)
        resources.state.inbox = _inbox(resources)
        resources.state.previews = previews_of(resources)
        resources.state.granted_to = granted_to
        yield


def _routers(_resources: NotificationsResources) -> Iterable[GuardedRouter]:
    from boucle.notifications.routes import ROUTERS  # noqa: PLC0415  not for the worker
    from boucle.platform.process.operating import operating_router  # noqa: PLC0415

    load_catalogue()  # before the first page
    return (*ROUTERS, operating_router("notifications"))


def tasks(resources: NotificationsResources) -> Iterable[Task]:
    wake = asyncio.Event()
    metrics = mail_metrics(resources.metrics)
    consumer = resources.consumer(
        consumers.NAME, consumers.TOPICS, consumers.follow_lives(resources.clock, wake)
    )
    feed = resources.consumer(
        feed_consumers.NAME,
        feed_consumers.TOPICS,
        feed_consumers.follow(resources.clock),
        gather=0.1,
    )
    recent = RecentlyErased(resources.database, resources.clock, resources.state.directory)
    erasing = resources.consumer(
        persons.NAME,
        persons.TOPICS,
        persons.follow_erasures(
            resources.settings.persons,
            Contacts(_sealer(resources.settings)).erase,
            resources.clock,
            recent.add,
        ),
    )
    principals = resources.consumer(PRINCIPALS, (PRINCIPAL,), follow_revocations)
    sender = Sender(
        database=resources.database,
        directory=resources.state.directory,
        post=post_of(resources.settings),
        writer=Writer(
            links_of(resources.settings),
            load_catalogue(),
            resources.settings.mail_from,
            _answers(resources.settings),
        ),
        clock=resources.clock,
        metrics=metrics,
        wake=wake,
    )
    sign_in_wake = asyncio.Event()
    signing_in = resources.consumer(
        sign_ins.NAME, sign_ins.TOPICS, sign_ins.follow_sign_ins(resources.clock, sign_in_wake)
    )
    sign_in_mails = SignInSender(
        database=resources.database,
        directory=resources.state.directory,
        post=post_of(resources.settings),
        links=links_of(resources.settings),
        clock=resources.clock,
        metrics=metrics,
        wake=sign_in_wake,
    )
    recorder = Recorder(resources.database, resources.clock, sender.accepted)
    releasing = digest_task(resources.database, resources.clock, metrics, wake)
    measuring = measures(resources.database, resources.clock, metrics)
    keeping = forgetting(resources.database, resources.clock, resources.settings.feed_days)
    forgotten = person_retention.forgetting(
        resources.database, resources.clock, resources.settings.person_days
    )
    following = following_up(resources.database, resources.clock, wake)
    return (
        consumer_task(consumer),
        consumer_task(feed),
        consumer_task(erasing),
        consumer_task(principals),
        Task("feed retention", keeping.run),
        Task("expiring flows", announcing(resources.database, resources.clock).run),
        consumer_task(signing_in),
        Task("sign-in mails", sign_in_mails.periodic().run),
        Task("morning mails", morning_mails(resources, metrics).run),
        Task("sender", sender.run),
        Task("recorder", recorder.run),
        Task("releaser", releasing.run),
        Task("measures", measuring.run),
        Task("follow-up", following.run),
        Task("person retention", forgotten.run),
        Task("recently erased", recent.task().run),
        *_mailbox_tasks(resources),
    )


def _mailbox_tasks(resources: NotificationsResources) -> Iterable[Task]:
    settings, metrics = resources.settings, mailbox_metrics(resources.metrics)
    if settings.imap_host is None or resources.state.inbox is None:
        return ()
    account = Account(
        host=settings.imap_host,
        port=settings.imap_port,
        tls=settings.imap_tls,
        username=settings.imap_username,
        password=settings.imap_password.get_secret_value(),
        folder=settings.imap_folder,
    )
    mailbox = Mailbox(account, resources.state.inbox, metrics)
    return (Task("inbound mailbox", mailbox.periodic(settings.imap_poll).run),)


def webhook_tasks(resources: NotificationsResources) -> Iterable[Task]:
    database, clock, settings = resources.database, resources.clock, resources.settings
    wake, metrics = asyncio.Event(), webhook_metrics(resources.metrics)
    sealer = _sealer(settings)
    feeder = Feeder(database, DirectoryPrincipals(resources.state.directory), clock, metrics, wake)
    deliverer = Deliverer(
        database=database,
        client=resources.state.outbound,
        sealer=sealer,
        clock=clock,
        chance=random,
        metrics=metrics,
        wake=wake,
    )
    notices = Notices(
        database=database,
        mailer=PostMailer(post_of(settings)),
        sealer=sealer,
        clock=clock,
        operator=settings.operator_mail,
        public_url=settings.public_url,
        days=settings.feed_days,
    )
    return (
        Task("feeder", feeder.run),
        Task("deliverer", deliverer.run),
        Task("notices", notices.periodic().run),
        Task("webhook retention", webhook_log.forgetting(database, clock, settings.feed_days).run),
        Task("measures", webhook_measures(database, clock, metrics).run),
    )


def _answers(settings: NotificationsSettings) -> CalendarAddresses | None:
    if settings.calendar_address is None:
        return None
    *newer, oldest = settings.link_keys
    return CalendarAddresses(oldest, settings.calendar_address, tuple(newer))


def _inbox(resources: NotificationsResources) -> CalendarInbox | None:
    addresses = _answers(resources.settings)
    counter = inbound_counter(resources.metrics)
    if addresses is None:
        return None
    return CalendarInbox(
        resources.database, resources.state.directory, addresses, resources.clock, counter
    )


def _webhooks(resources: NotificationsResources) -> Webhooks:
    settings = resources.settings
    return Webhooks(
        sealer=_sealer(settings),
        policy=settings.call_policy,
        clock=resources.clock,
        random=token_bytes,
        new_id=uuid4,
    )


def _sealer(settings: NotificationsSettings) -> Sealer:
    return Sealer(*settings.link_keys)


def _directory(resources: NotificationsResources, http: httpx.AsyncClient) -> DirectoryClient:
    settings = resources.settings
    return DirectoryClient(
        http=http,
        registry_url=settings.registry_url,
        client_id=settings.client_id,
        client_secret=settings.client_secret.get_secret_value(),
        clock=resources.clock,
        revoked=resources.revocations,
    )


def _reseal_webhooks() -> None:
    """Seal what webhooks keep under the newest key; done twice, it changes nothing more."""
    run(SERVICE, lambda resources: reseal(resources.database, _sealer(resources.settings)))


SERVICE: Final[Service[NotificationsSettings]] = Service(
    name="notifications",
    settings=NotificationsSettings,
    migrations=Path(__file__).with_name("migrations"),
    routers=_routers,
    tasks=tasks,
    processes={"webhooks": webhook_tasks},
    giver=REGISTRY_VERSIONS,
    access=Access(
        writes=("introduction", "meeting"),
        reads=(*feed_consumers.TOPICS, "territory", *persons.TOPICS, *sign_ins.TOPICS, PRINCIPAL),
        groups=(consumers.NAME, feed_consumers.NAME, persons.NAME, sign_ins.NAME, PRINCIPALS),
    ),
    lifespan=lifespan,
    prepare=lambda resources: log_unreadable(resources.database, _sealer(resources.settings)),
    commands={
        "after-restore": after_restore_command(lambda: SERVICE, after_restore),
        "reseal-webhooks": _reseal_webhooks,
        **mail_commands(lambda: SERVICE),
    },
)
