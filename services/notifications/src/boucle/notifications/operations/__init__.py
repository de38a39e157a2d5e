"""Define what operators run: restore, mails waiting since a restore."""
