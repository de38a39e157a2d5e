"""What an answer page is built from: stored data and registry's answer. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from boucle.contract.events.matching import Life, Side
from boucle.contract.kinds import of_group
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import view_of
from boucle.notifications.directory.answer import Directory, Own
from boucle.notifications.pages.frame import PageReader
from boucle.notifications.pages.states import Situation
from boucle.pages.frame import Frame


def registry_request(
    life: Life, company: UUID
) -> tuple[list[UUID], list[str], list[UUID], list[UUID]]:
    """Return the companies, territories, flows and sharings to ask registry for. Of the others,
    only what the mask shows."""
    view = mask_synergy(view_of(life), viewer=Viewer.company(company))
    sides = [side for side in view.sides if side.organisation_id is not None]
    own = next(p.side.territory for p in life.parties if p.side.organisation_id == company)
    companies = {side.organisation_id for side in sides if side.organisation_id is not None}
    carrier = of_group(view, lambda group: group.carrier)
    if carrier is not None and carrier.organisation_id:
        companies.add(carrier.organisation_id)
    flows = {side.flow_id for side in sides if side.flow_id is not None}
    sharings = {side.sharing_id for side in sides if side.sharing_id is not None}
    return sorted(companies), [own], sorted(flows), sorted(sharings)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the company to its animator; ``answer`` is None while it waits for one."""

    question: str
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPage:
    """What the view is built from. ``passed_to`` is the contact to whom the mail was passed on.
    ``named_on`` is the day of the mails with the names."""

    life: Life
    company: UUID
    situation: Situation
    directory: Directory
    reader: PageReader
    frame: Frame
    named_on: date
    passed_to: UUID | None = None
    questions: Sequence[Asked] = ()

    @property
    def own(self) -> Own | None:
        return self.declared_by(self.company)

    @property
    def own_flow(self) -> UUID | None:
        side = self._side_of(self.company)
        return None if side is None else side.flow_id

    @property
    def is_offered(self) -> bool:
        side = self._side_of(self.company)
        return side is not None and side.role == "offer"

    def declared_by(self, company: UUID) -> Own | None:
        side = self._side_of(company)
        return None if side is None else self.directory.own(side.flow_id or side.sharing_id)

    def _side_of(self, company: UUID) -> Side | None:
        sides = (party.side for party in self.life.parties)
        return next((side for side in sides if side.organisation_id == company), None)
