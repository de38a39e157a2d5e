from typing import Literal

ReadingWarningOutField = Literal['low', 'text']

READING_WARNING_OUT_FIELD_VALUES: set[ReadingWarningOutField] = { 'low', 'text',  }

def check_reading_warning_out_field(value: str) -> ReadingWarningOutField:
    if value in READING_WARNING_OUT_FIELD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {READING_WARNING_OUT_FIELD_VALUES!r}")
