"""Check declared values against the facts: contradictions, impossible values. Pure."""
