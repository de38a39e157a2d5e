"""SQL, visible and named. Rows come in and go out as the domain's entities."""
