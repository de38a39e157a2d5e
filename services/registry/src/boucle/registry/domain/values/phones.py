"""Read telephone numbers."""

import re
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from boucle.registry.domain.values.wrong import WrongValue

_WRITTEN: Final = re.compile(r"[+(0-9][0-9\s.()/+-]{5,}")
_BETWEEN: Final = re.compile(r"[\s()]+")
_REGIONS: Final = ("FR", "GP", "GF", "MQ", "RE", "YT")
"""Where numbers are dialled with a 0 in front from anywhere in France."""
_FRENCH: Final = {phonenumbers.country_code_for_region(region) for region in _REGIONS}
_RIGHT: Final = "a number that can be called, such as 02 61 91 00 12 or +33 2 61 91 00 12"


def read_phone(text: str) -> str:
    """Read ``02.61.91.00.12``, ``+33 (0)2 61 91 00 12`` as ``02 61 91 00 12``; a number of another
    country as ``+49 30 123456``. Raises WrongValue."""
    plain = _BETWEEN.sub(" ", text).strip()
    found = _numbers(plain) if _WRITTEN.fullmatch(plain) else []
    number = next(filter(phonenumbers.is_valid_number, found), None)
    # What no plan of numbers knows, as of those kept for fiction, may be called all the same.
    number = number or next(filter(phonenumbers.is_possible_number, found), None)
    if number is None:
        raise WrongValue("is not a telephone number", _RIGHT)
    national = number.country_code in _FRENCH
    form = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def _numbers(plain: str) -> list[PhoneNumber]:
    """Return the readings in each region, France first."""
    try:
        return [phonenumbers.parse(plain, region) for region in _REGIONS]
    except NumberParseException:
        return []
