"""Which sentences of a package are to be translated, and the catalogue that has them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parents[3]
_PACKAGES: Final = (
    "libs/pages/src/boucle/pages",
    "services/notifications/src/boucle/notifications",
    "services/portal/src/boucle/portal",
    "services/registry/src/boucle/registry",
)
_METHODS: Final = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.txt", "jinja2"),
]
_KEYWORDS: Final = {"_": None, "N_": None, "ngettext": (1, 2)}
_SINCE: Final = datetime(2026, 1, 1, tzinfo=UTC)  # in the header: no moment of its own


def catalogues() -> list[Path]:
    """Each is named as its package is."""
    return [
        path
        for package in _PACKAGES
        for path in sorted((ROOT / package).glob("locale/*/LC_MESSAGES/*.po"))
    ]


def extracted(package: Path) -> Catalog:
    """Every sentence that is marked in code and templates."""
    found = Catalog(project="Boucle", fuzzy=False, creation_date=_SINCE)
    for _, _, sentence, _, context in extract_from_dir(package, _METHODS, keywords=_KEYWORDS):
        found.add(sentence, context=context)
    return found


def kept(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def sentences(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def each(sentence: object) -> tuple[str, ...]:
    """One, or one and several."""
    return tuple(map(str, sentence)) if isinstance(sentence, tuple) else (str(sentence or ""),)


def updated(path: Path) -> bytes:
    """The catalogue with what is new and without what is used no more, sorted."""
    catalogue = kept(path)
    catalogue.update(extracted(path.parents[3]), no_fuzzy_matching=True)
    catalogue.revision_date = _SINCE
    out = BytesIO()
    write_po(out, catalogue, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    return out.getvalue()
