"""Add matching's few settings to those of every service."""

from pydantic import Field

from boucle.platform.settings import ServiceSettings


class MatchingSettings(ServiceSettings):
    due_seconds: float = Field(
        60, gt=0, le=86_400, description="seconds between two looks at contracts that end"
    )
