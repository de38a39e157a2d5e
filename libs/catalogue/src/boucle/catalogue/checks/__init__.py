"""What is declared, held against the facts: contradictions, impossible values. Pure."""
