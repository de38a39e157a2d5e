from typing import Literal

ContactOutLanguage = Literal['en', 'fr']

CONTACT_OUT_LANGUAGE_VALUES: set[ContactOutLanguage] = { 'en', 'fr',  }

def check_contact_out_language(value: str) -> ContactOutLanguage:
    if value in CONTACT_OUT_LANGUAGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTACT_OUT_LANGUAGE_VALUES!r}")
