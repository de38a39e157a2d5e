"""Select the fields of each item: ``fields=`` removes, ``expand=`` adds; both are closed sets.

What lacks fields is of another media type than the whole: each has its schema in the contract.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
from fastapi import Depends, Query, Response
from pydantic import BaseModel

from boucle.platform.errors import Fault, invalid
from boucle.platform.http.lists.paging import Page
from boucle.platform.http.reading import StoredVersion
from boucle.platform.nearest import nearest_first
from boucle.platform.translating import tr

_JSON: Final = "application/json"
SELECTED: Final = "application/vnd.boucle.selected+json"
COMPACT: Final = "application/vnd.boucle.compact+json"
ALWAYS: Final = "x-always"
"""In the description of ``fields``, the names of those always there."""


@dataclass(frozen=True, slots=True)
class Selection:
    """``fields``: those answered, None for all. ``expanded``: what is added; ``left_out``: what
    could be added, and is not. ``short``: what is null is left out."""

    fields: frozenset[str] | None = None
    expanded: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    short: bool = False

    @property
    def media_type(self) -> str:
        if self.short:
            return COMPACT
        return _JSON if self.fields is None else SELECTED

    def page(self, page: Page[Any], **beside: BaseModel | None) -> Response:
        """Return a page of models with the selected fields, and what stands beside them."""
        items = b",".join(self._body(item) for item in page.items)
        more = b"".join(
            b',"%b":%b' % (name.encode(), one.model_dump_json().encode())
            for name, one in beside.items()
            if one is not None
        )
        body = b'{"items":[%b],"next":%b%b}' % (items, msgspec.json.encode(page.next), more)
        return Response(body, media_type=self.media_type)

    def one(
        self, view: BaseModel, reading: StoredVersion | None = None, version: int | None = None
    ) -> Response:
        """Return one model with its ETag. Raises NotModified. The ETag is the version, with what
        was added if expanded; without a version it covers the whole view."""
        body = self._body(view)
        if reading is None:
            return Response(body, media_type=self.media_type)
        if version is None:
            reading.set_view_etag(view)
        elif self.expanded:
            reading.set_etag(f"{version}+{hashlib.sha256(body).hexdigest()[:16]}")
        else:
            reading.set_etag(version)
        headers = dict(reading.response.headers)
        return Response(body, media_type=self.media_type, headers=headers)

    def of_json(self, item: bytes) -> bytes:
        """Select fields of an item that is already JSON."""
        if self.fields is None:
            return item
        names = msgspec.json.decode(item, type=dict[str, msgspec.Raw])
        return msgspec.json.encode({name: names[name] for name in names if name in self.fields})

    def _body(self, view: BaseModel) -> bytes:
        include = None if self.fields is None else set(self.fields | self.expanded)
        left_out = set(self.left_out)
        return view.model_dump_json(
            include=include, exclude=left_out, exclude_none=self.short
        ).encode()


def selection(
    model: type[BaseModel],
    *always: str,
    expand: Sequence[str] = (),
    compact: Sequence[str] = (),
) -> Any:
    """Make a dependency for answers of this model: ``always`` fields are answered, ``expand``
    fields only on request. ``compact`` ones are left out of a compact answer, with what is null,
    unless they are asked for."""
    names = [name for name in model.model_fields if name not in expand]
    of_expand = [*expand, *compact]

    def selected(fields: str | None, expanded: str | None = None, short: bool = False) -> Selection:
        chosen = None if fields is None else _names("fields", fields, names) | set(always)
        added = frozenset() if expanded is None else _names("expand", expanded, of_expand)
        asked = added | (chosen or frozenset())
        left_out = frozenset(compact) - asked if short else frozenset()
        return Selection(chosen, added, frozenset(expand) - added | left_out, short)

    only = Query(
        max_length=1000,
        description="Only these fields of each, by commas; besides them "
        f"{', '.join(f'`{name}`' for name in always)}, always there. The answer is then "
        f"`{SELECTED}`.",
        json_schema_extra={ALWAYS: [*always]},
    )
    more = Query(
        max_length=100,
        description=f"What is answered with each, by commas: {', '.join(of_expand)}. Null where it "
        "is not yours to see.",
    )
    fewer = Query(
        description=f"Rows without what is null, and without {', '.join(compact)}, which `expand` "
        f"adds. The answer is then `{COMPACT}`."
    )

    async def dependency(fields: Annotated[str | None, only] = None) -> Selection:
        return selected(fields)

    async def expanded(
        fields: Annotated[str | None, only] = None, expand: Annotated[str | None, more] = None
    ) -> Selection:
        return selected(fields, expand)

    async def compacted(
        fields: Annotated[str | None, only] = None,
        expand: Annotated[str | None, more] = None,
        compact: Annotated[bool, fewer] = False,
    ) -> Selection:
        return selected(fields, expand, compact)

    if compact:
        return Depends(compacted)
    return Depends(expanded if expand else dependency)


def _names(parameter: str, text: str, names: Sequence[str]) -> frozenset[str]:
    named = [name.strip() for name in text.split(",")]
    wrong = [name for name in dict.fromkeys(named) if name not in names]
    if wrong:
        raise invalid(
            [
                Fault(
                    f"query.{parameter}",
                    name,
                    "is none of what can be asked for here",
                    tr("one of {words}", words=", ".join(nearest_first(name, names))),
                )
                for name in wrong[:10]
            ]
        )
    return frozenset(named)
