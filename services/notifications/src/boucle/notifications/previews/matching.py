"""Ask matching what a synergy that nobody acted on would be once qualified."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import httpx
import msgspec

from boucle.contract.events.matching import Life
from boucle.platform.errors import Forbidden, NotFound, Unavailable, unavailable
from boucle.platform.identity import Principal
from boucle.platform.identity.own_token import OwnCalls

_FORBIDDEN: Final = 403
_NOT_FOUND: Final = 404
_CONFLICT: Final = 409


class _Problem(msgspec.Struct):
    type: str
    detail: str | None = None

    @property
    def code(self) -> str:
        return self.type.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class CannotQualify:
    """Why matching would not qualify it."""

    code: str
    detail: str | None


@dataclass(frozen=True, slots=True)
class MatchingClient:
    """``url`` is None where none is configured."""

    calls: OwnCalls
    url: str | None

    async def qualified(
        self, synergy_id: UUID, principal: Principal, language: str | None
    ) -> Life | CannotQualify:
        """Return the life as this animator, or the operator, would qualify it now. Raise NotFound
        and Forbidden as matching does, and Unavailable."""
        if self.url is None:
            raise _away()
        everything = principal.role == "operator"
        body = {
            "synergy_id": str(synergy_id),
            "client_id": principal.client_id,
            "territories": None if everything else sorted(principal.territories),
        }
        try:
            answer = await self.calls.post(
                "/internal/qualified", body, to=self.url, language=language
            )
            return _read(answer)
        except (httpx.HTTPError, msgspec.DecodeError) as error:
            raise _away() from error


def _read(answer: httpx.Response) -> Life | CannotQualify:
    if answer.status_code not in (_FORBIDDEN, _NOT_FOUND, _CONFLICT):
        return msgspec.json.decode(answer.raise_for_status().content, type=Life)
    problem = msgspec.json.decode(answer.content, type=_Problem)
    if answer.status_code == _CONFLICT:
        return CannotQualify(problem.code, problem.detail)
    error = NotFound if answer.status_code == _NOT_FOUND else Forbidden
    raise error(problem.detail, code=problem.code)


def _away() -> Unavailable:
    return unavailable(
        "letters-unavailable", "Letters cannot be previewed right now", retry_after=30
    )
