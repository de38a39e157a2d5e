"""Hold current and former communes by INSEE code, and the EPCI of each."""
