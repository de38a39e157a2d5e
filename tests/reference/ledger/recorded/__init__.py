"""What a recording of the API holds: declarations, acts of people, lives."""
