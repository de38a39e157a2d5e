"""Fields that services share, and what is said of a value that is wrong."""
