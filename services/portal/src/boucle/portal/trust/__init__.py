"""Who is who: what an animator decides about companies, contacts, doubles, and what moves oddly."""
