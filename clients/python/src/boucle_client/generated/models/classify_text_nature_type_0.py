from typing import Literal

ClassifyTextNatureType0 = Literal['energy', 'material', 'water']

CLASSIFY_TEXT_NATURE_TYPE_0_VALUES: set[ClassifyTextNatureType0] = { 'energy', 'material', 'water',  }

def check_classify_text_nature_type_0(value: str) -> ClassifyTextNatureType0:
    if value in CLASSIFY_TEXT_NATURE_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CLASSIFY_TEXT_NATURE_TYPE_0_VALUES!r}")
