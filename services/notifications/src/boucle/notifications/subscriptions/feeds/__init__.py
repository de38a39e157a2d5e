"""Number every visible change in one order without gaps, for followers."""
