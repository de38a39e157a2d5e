"""What an animator decides about companies, contacts, doubles, and odd movements."""
