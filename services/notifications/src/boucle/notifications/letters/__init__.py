"""What each mail says, one file a kind."""
