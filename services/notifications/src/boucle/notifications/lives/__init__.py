"""Lives as matching last published them."""
