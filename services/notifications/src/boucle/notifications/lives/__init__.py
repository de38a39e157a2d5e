"""Store lives as matching last published them."""
