"""Letters about made-up groups, as their readers receive them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec import convert
from msgspec.structs import replace

from boucle.catalogue import load_catalogue
from boucle.catalogue.wording.figures import Language
from boucle.contract.events.matching import Life, Side, Standing
from boucle.notifications.directory.answer import (
    Company,
    ContactAnswer,
    DirectoryController,
    DirectoryPerson,
    OwnSharing,
    TerritoryAnswer,
)
from boucle.notifications.letters.letter import AboutSynergy, Urls
from boucle.notifications.letters.masked import masked_view
from boucle.notifications.letters.registry import of_synergy
from boucle.notifications.mails import plan
from boucle.notifications.mails.plan import Step
from boucle.notifications.sending.envelope import Envelope, compose
from tests.kit.mails import Known, Received, Seen
from tests.kit.of_groups.made_groups import (
    CAUX,
    KINDS,
    START,
    MadeGroup,
    a_group,
    all_say,
    at_risk,
    lost,
    with_standings,
)

PLACE: Final = TerritoryAnswer(
    name="Caux Seine agglo",
    animator=DirectoryPerson(name="Anne Morel", email="anne@caux.example", phone="02 35 00 00 99"),
    controller=DirectoryController(
        name="Caux Seine", address="76170 Lillebonne", rights="dpo@caux.example"
    ),
)
CARRIER: Final = uuid5(NAMESPACE_URL, "carrier")
_URLS: Final = Urls(
    answer="https://boucle.example/r/t0",
    stop="https://boucle.example/stop/t0",
    preferences="https://boucle.example/p/t0",
    privacy="https://boucle.example/confidentialite/200010700",
)


def member(name: str, rank: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"{name}/{rank}")


def group(name: str) -> MadeGroup:
    return a_group(name, [member(name, rank) for rank in range(len(KINDS[name]))])


def company(rank: int, language: Language = "fr") -> Company:
    person = ContactAnswer(
        contact_id=uuid5(NAMESPACE_URL, f"contact/{rank}"),
        name=f"Camille Lecanari{rank}",
        email=f"c{rank}@canari{rank}.example",
        phone=f"02 35 44 44 0{rank}",
        language=language,
    )
    return Company(name=f"Canari {rank} SARL", contacts=(person,))


def moved(made: MadeGroup, step: Step) -> Life:
    """The life as it is when a mail of this step is called for."""
    life = made.life
    agreed = all_say(life, "consented")
    if step == "consent_request":
        return all_say(life, "interested")
    if step in ("disclosure", "contact_left"):
        return agreed
    if step == "member_left":
        last: list[Standing] = ["consented" for _one in life.parties[1:]]
        return with_standings(life, *last, "refused")
    if step == "at_risk":
        return at_risk(agreed, "contract_renewed")
    if step == "group_over":
        return lost(agreed, "volume_fell")
    if step == "carrier_named":
        return replace(agreed, carrier=Side("member", CARRIER, CAUX))
    return life


def about(
    made: MadeGroup, life: Life, rank: int, language: Language = "fr", **declared: object
) -> AboutSynergy:
    """To the member ``rank``; ``declared``: what it declared otherwise."""
    own = {id_: convert({**one}, OwnSharing) for id_, one in made.own.items()}
    sides = [party.side for party in life.parties]
    reader = sides[rank]
    mine = replace(own[reader.sharing_id or reader.organisation_id], **declared)
    ids = plan.named_to(life, reader.organisation_id)
    ranks = [next(r for r, s in enumerate(sides) if s.organisation_id == one) for one in ids]
    view = masked_view(life, reader.organisation_id, load_catalogue(), language, mine)
    us = company(rank, language)
    return AboutSynergy(
        company=us,
        contact=us.contacts[0],
        urls=_URLS,
        today=date(2026, 3, 2),
        territory=PLACE,
        view=view,
        own=mine,
        others=[company(one) for one in ranks],
        other_ids=ids,
        sites=[own[sides[one].sharing_id or ids[0]] for one in ranks],
        carrier=Company(name="Collectes Exemple") if view.group and view.group.carrier else None,
    )


def received(about: AboutSynergy, step: Step) -> Received:
    around = Envelope(sender="boucle@boucle.example", message_id="<1@boucle.example>", date=START)
    return Received.of(compose(of_synergy(step, about), around))


def seen(made: MadeGroup, step: Step, language: Language) -> Iterator[Seen]:
    """What each member gets who may get such a mail, with what is true of it."""
    life = moved(made, step)
    for rank, party in enumerate(life.parties):
        if party.standing == "refused":
            continue
        to = about(made, life, rank, language)
        assert to.view.group is not None
        named = to.view.group.named
        others = [company(one) for one in range(len(life.parties)) if one != rank]
        secrets = [word for one in others for word in (one.name, one.contacts[0].name)]
        yield Seen(
            received(to, step),
            Known(
                kind=step,
                language=language,
                matters=frozenset({life.synergy_id}),
                territory=PLACE.name,
                animator={
                    "name": "Anne Morel",
                    "phone": "02 35 00 00 99",
                    "email": "anne@caux.example",
                },
                controller="Caux Seine",
                gain=None
                if step
                in (
                    *("member_left", "group_over", "carrier_named", "contact_left"),
                    "question_answered",
                )
                else ("range" if to.view.gain.computed else "missing"),
                quoted=frozenset({to.own.text} if to.own and to.own.text else ()),
                secrets=frozenset() if named else frozenset(secrets),
                at=START,
            ),
        )
