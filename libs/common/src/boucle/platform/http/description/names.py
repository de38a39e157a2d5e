"""What a parameter's name means, wherever a route takes it and says nothing more of it."""

from collections.abc import Mapping
from typing import Final

MEANINGS: Final[Mapping[str, str]] = {
    "client_id": "The id of a principal, as it asks for its token.",
    "direction": "Only what sites give (`output`) or need (`input`).",
    "family": "Only flows of which this is the main family.",
    "flow_id": "The flow, by its id.",
    "found_by": "Only what was found so: by the engine, or by people.",
    "import_id": "The import, by its id.",
    "introduction_id": "The introduction, by its id.",
    "kind": "Only of this kind.",
    "level": "Only codes of this level.",
    "limit": "How many to answer at most.",
    "meeting_id": "The meeting, by its id.",
    "nature": "Only what is of this nature.",
    "need": "The id of a flow that a site needs (`input`).",
    "offer": "The id of a flow that a site gives (`output`).",
    "organisation_id": "The organisation, by its id.",
    "parent": "Only the territories of this federation: its SIREN.",
    "practice": "Only what is so usual.",
    "proposal_id": "The contact proposal, by its id.",
    "request_id": "The join request, by its id.",
    "role": "Only principals of this role.",
    "sharing_id": "The sharing, by its id.",
    "siren": "Only what has this SIREN: nine digits.",
    "site_id": "The site, by its id.",
    "source": "Only what this tool declared: its source.",
    "state": "Only what is in this state now.",
    "subject": "Only of this service, kind of equipment or ROME code.",
    "synergy_id": "The synergy, by its id.",
    "territory": "Only what is in this territory: its SIREN.",
    "tool": "The tool, by its `client_id`.",
    "webhook_id": "The webhook, by its id.",
    "withdrawn": "Only what is withdrawn (true), or what is not (false).",
}
