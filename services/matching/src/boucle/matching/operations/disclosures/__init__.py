"""Whether the register of disclosures is whole, and says what lives say."""
