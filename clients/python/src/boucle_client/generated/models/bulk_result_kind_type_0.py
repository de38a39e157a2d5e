from typing import Literal

BulkResultKindType0 = Literal['flow', 'organisation', 'site']

BULK_RESULT_KIND_TYPE_0_VALUES: set[BulkResultKindType0] = { 'flow', 'organisation', 'site',  }

def check_bulk_result_kind_type_0(value: str) -> BulkResultKindType0:
    if value in BULK_RESULT_KIND_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BULK_RESULT_KIND_TYPE_0_VALUES!r}")
