"""Who is behind an id, as registry tells those who write to people."""
