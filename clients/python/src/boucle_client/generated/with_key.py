"""The paths whose POST takes an Idempotency-Key."""

PATHS = (
    "/v1/flows",
    "/v1/imports",
    "/v1/imports/sharings",
    "/v1/meetings",
    "/v1/organisations",
    "/v1/organisations/{organisation_id}/split",
    "/v1/sharings",
    "/v1/sites",
    "/v1/synergies",
    "/v1/synergies/{synergy_id}/answers",
    "/v1/synergies/{synergy_id}/carrier",
    "/v1/synergies/{synergy_id}/next-action",
    "/v1/synergies/{synergy_id}/qualification",
    "/v1/synergies/{synergy_id}/results",
    "/v1/synergies/{synergy_id}/state",
    "/v1/territories/{siren}/offers",
)
