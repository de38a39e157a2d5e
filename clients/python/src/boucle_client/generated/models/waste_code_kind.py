from typing import Literal

WasteCodeKind = Literal['hazardous', 'mirror', 'non_hazardous']

WASTE_CODE_KIND_VALUES: set[WasteCodeKind] = { 'hazardous', 'mirror', 'non_hazardous',  }

def check_waste_code_kind(value: str) -> WasteCodeKind:
    if value in WASTE_CODE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WASTE_CODE_KIND_VALUES!r}")
