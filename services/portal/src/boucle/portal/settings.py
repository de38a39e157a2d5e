"""Add the portal's settings to those of every process."""

from pydantic import Field, SecretStr

from boucle.platform.settings import HttpUrl, ProcessSettings


class PortalSettings(ProcessSettings):
    """``BOUCLE_API_URL``: the entry, as this process reaches it; ``BOUCLE_REGISTRY_URL``: registry
    itself, which lets people in."""

    api_url: HttpUrl = Field(
        description="the http(s) URL of the entry, from here", examples=["http://127.0.0.1:8080"]
    )
    registry_url: HttpUrl = Field(
        description="the http(s) URL of registry", examples=["http://127.0.0.1:8000"]
    )
    client_id: str = Field(
        "portal", min_length=1, description="the client id of a service principal"
    )
    client_secret: SecretStr = Field(
        min_length=1, description="the secret of that principal", examples=["secret"]
    )
