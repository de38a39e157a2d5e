from typing import Literal

MeaningOutNature = Literal['energy', 'material', 'water']

MEANING_OUT_NATURE_VALUES: set[MeaningOutNature] = { 'energy', 'material', 'water',  }

def check_meaning_out_nature(value: str) -> MeaningOutNature:
    if value in MEANING_OUT_NATURE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MEANING_OUT_NATURE_VALUES!r}")
