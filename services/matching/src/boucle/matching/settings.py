"""Matching's settings: those of every service, and its own few."""

from pydantic import Field

from boucle.platform.settings import ServiceSettings


class MatchingSettings(ServiceSettings):
    due_seconds: float = Field(
        60, gt=0, le=86_400, description="seconds between two looks at contracts that end"
    )
