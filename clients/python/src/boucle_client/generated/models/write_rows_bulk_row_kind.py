from typing import Literal

WriteRowsBulkRowKind = Literal['flow', 'organisation', 'sharing', 'site']

WRITE_ROWS_BULK_ROW_KIND_VALUES: set[WriteRowsBulkRowKind] = { 'flow', 'organisation', 'sharing', 'site',  }

def check_write_rows_bulk_row_kind(value: str) -> WriteRowsBulkRowKind:
    if value in WRITE_ROWS_BULK_ROW_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WRITE_ROWS_BULK_ROW_KIND_VALUES!r}")
