from typing import Literal

ReferenceQualitySense = Literal['at_least', 'at_most', 'within']

REFERENCE_QUALITY_SENSE_VALUES: set[ReferenceQualitySense] = { 'at_least', 'at_most', 'within',  }

def check_reference_quality_sense(value: str) -> ReferenceQualitySense:
    if value in REFERENCE_QUALITY_SENSE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REFERENCE_QUALITY_SENSE_VALUES!r}")
