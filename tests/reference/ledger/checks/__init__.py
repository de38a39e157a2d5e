"""What the system told, held against what the ledger reckons."""
