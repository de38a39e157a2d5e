"""Store each contact's choices about our mails."""
