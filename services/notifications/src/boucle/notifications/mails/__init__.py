"""Hold mails as state: who is written to, when, and what became of it."""
