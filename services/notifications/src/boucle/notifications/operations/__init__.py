"""What operators run: restore, mails kept."""
