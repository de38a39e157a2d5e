"""Names of companies by their ids, read in one question."""

from collections.abc import Collection
from typing import Final

from boucle.portal.api import Api
from boucle.portal.companies.shapes import CompanyPage, ShownCompany

_AT_ONCE: Final = 100


async def names_of(api: Api, ids: Collection[str]) -> dict[str, ShownCompany]:
    """Return those that the person may see."""
    found: dict[str, ShownCompany] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        query: dict[str, str | int] = {
            "ids": ",".join(wanted[start : start + _AT_ONCE]),
            "limit": _AT_ONCE,
        }
        page = await api.get("/v1/organisations", CompanyPage, query)
        found |= {one.organisation_id: one for one in page.items}
    return found
