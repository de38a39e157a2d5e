from typing import Literal

FindOutletsFormType0 = Literal['bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam']

FIND_OUTLETS_FORM_TYPE_0_VALUES: set[FindOutletsFormType0] = { 'bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam',  }

def check_find_outlets_form_type_0(value: str) -> FindOutletsFormType0:
    if value in FIND_OUTLETS_FORM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FIND_OUTLETS_FORM_TYPE_0_VALUES!r}")
