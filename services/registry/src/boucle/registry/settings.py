"""Add registry's settings to those of every service."""

from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode

from boucle.contract.persons import PersonKey
from boucle.platform.settings import KEYS_WANTED, Keys, ServiceSettings
from boucle.registry.domain.values.areas import FRANCE, Box


def _boxes(value: object) -> object:
    """Parse ``41.2,-5.3,51.2,9.7;14.3,-61.3,15,-60.7``."""
    if not isinstance(value, str):
        return value
    try:
        boxes = [Box(*map(float, text.split(","))) for text in value.split(";")]
    except (TypeError, ValueError) as error:
        raise PydanticCustomError("boxes", "not boxes of four numbers") from error
    for south, west, north, east in boxes:
        if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
            raise PydanticCustomError("boxes", "not south,west,north,east")
    return boxes


class RegistrySettings(ServiceSettings):
    """``BOUCLE_SERVED_AREA``: a site anywhere else is refused. ``BOUCLE_PERSON_KEY``: with another,
    those who were erased are known as such no more. ``BOUCLE_ENCRYPTION_KEY`` encrypts the keys
    that sign tokens, in the database."""

    served_area: Annotated[tuple[Box, ...], NoDecode, BeforeValidator(_boxes)] = Field(
        FRANCE,
        description="boxes of degrees, south,west,north,east, with ; between two, like "
        "41.2,-5.3,51.2,9.7;14.3,-61.3,15,-60.7",
    )
    person_key: SecretStr = Field(
        min_length=32,
        description="at least 32 characters that nobody can guess, the same for registry, "
        "matching and notifications",
        examples=["0" * 32],
    )
    encryption_key: Keys = Field(description=KEYS_WANTED, examples=["0" * 32])
    withdrawn_days: int = Field(
        30,
        ge=0,
        le=3650,
        description="for how many days contacts and texts of what was withdrawn are kept, 0 to "
        "3650",
    )
    proposal_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="for how many days a person named on a page waits to be confirmed, 1 to 3650",
    )
    import_days: int = Field(
        90, ge=1, le=3650, description="for how many days an import's rows are kept, 1 to 3650"
    )
    call_days: int = Field(
        1096,
        ge=30,
        le=3660,
        description="for how many days calls and marked prospects are kept, 30 to 3660",
    )

    @property
    def persons(self) -> PersonKey:
        return PersonKey(self.person_key.get_secret_value().encode())
