"""Add matching's few settings to those of every service."""

from pydantic import Field, SecretStr

from boucle.contract.persons import PersonKey
from boucle.platform.settings import ServiceSettings


class MatchingSettings(ServiceSettings):
    due_seconds: float = Field(
        60, gt=0, le=86_400, description="seconds between two looks at contracts that end"
    )
    person_key: SecretStr = Field(
        min_length=32,
        description="at least 32 characters that nobody can guess, the same for registry, "
        "matching and notifications",
        examples=["0" * 32],
    )
    note_days: int = Field(
        1096, ge=30, le=3660, description="how many days notes about synergies stay, 30 to 3660"
    )

    @property
    def persons(self) -> PersonKey:
        return PersonKey(self.person_key.get_secret_value().encode())
