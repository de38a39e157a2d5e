from typing import Literal

ContactInLanguage = Literal['en', 'fr']

CONTACT_IN_LANGUAGE_VALUES: set[ContactInLanguage] = { 'en', 'fr',  }

def check_contact_in_language(value: str) -> ContactInLanguage:
    if value in CONTACT_IN_LANGUAGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONTACT_IN_LANGUAGE_VALUES!r}")
