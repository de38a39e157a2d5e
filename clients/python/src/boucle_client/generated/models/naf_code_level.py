from typing import Literal

NafCodeLevel = Literal['class', 'division', 'group', 'section', 'subclass']

NAF_CODE_LEVEL_VALUES: set[NafCodeLevel] = { 'class', 'division', 'group', 'section', 'subclass',  }

def check_naf_code_level(value: str) -> NafCodeLevel:
    if value in NAF_CODE_LEVEL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NAF_CODE_LEVEL_VALUES!r}")
