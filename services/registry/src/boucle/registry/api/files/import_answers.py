"""What came of an import: its answer, and the rows that come back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from boucle.platform.http.languages import current_language
from boucle.platform.translating import tr, translated
from boucle.registry.api.files.rows import sentence_of
from boucle.registry.api.schemas.sources.sources import (
    ImportNoticeOut,
    ImportOut,
    RowErrorOut,
    RowToClassifyOut,
)
from boucle.registry.files.layout import RowFault
from boucle.registry.files.table import FileTable, Notice, rejects_file
from boucle.registry.tables import BilanRow

ERRORS_SHOWN: Final = 1000


def ignored_columns(names: Sequence[str]) -> Notice:
    said = ", ".join(f"« {name} »" for name in names)
    return Notice(None, tr("unknown columns, left aside: {said}", said=said))


def rejects_of(table: FileTable, faults: Sequence[RowFault]) -> bytes:
    sentences: dict[int, list[str]] = {}
    for fault in faults:
        sentences.setdefault(fault.line, []).append(sentence_of(fault))
    rejected = [
        (row, " | ".join(sentences[row.line])) for row in table.rows if row.line in sentences
    ]
    return rejects_file(table, rejected)


def notice_of(notice: Notice) -> dict[str, Any]:
    """As it is kept: in French, and in English."""
    said = translated(notice.message, "fr")
    return {"line": notice.line, "message": said, "en": [str(notice.message)]}


def _notice_out(kept: Mapping[str, Any]) -> ImportNoticeOut:
    en = kept.get("en")
    said = kept["message"] if en is None or current_language() == "fr" else en[0]
    return ImportNoticeOut(line=kept["line"], message=said)


def _is_notice(kept: Mapping[str, Any]) -> bool:
    """Notices are kept beside errors, which name a column."""
    return "column" not in kept


def _error_out(kept: Mapping[str, Any]) -> RowErrorOut:
    en = kept.get("en")
    if en is None or current_language() == "fr":
        return RowErrorOut(**kept)
    return RowErrorOut(**{**kept, "message": en[0], "expected": en[1]})


def import_made(made: ImportOut) -> Mapping[str, str]:
    return {"location": f"/v1/imports/{made.import_id}"}


def import_out(bilan: BilanRow) -> ImportOut:
    rejected = bilan.counts["rejected"]
    return ImportOut(
        import_id=bilan.id,
        **bilan.counts,
        errors=[_error_out(each) for each in bilan.errors if not _is_notice(each)],
        notices=[_notice_out(each) for each in bilan.errors if _is_notice(each)],
        to_classify=[RowToClassifyOut.model_validate(row) for row in bilan.to_classify],
        warnings=[_error_out(warning) for warning in bilan.warnings],
        rejects=f"/v1/imports/{bilan.id}/rejects.csv" if rejected else None,
        created_at=bilan.created_at,
    )
