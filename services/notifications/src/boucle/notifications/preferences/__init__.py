"""Store each contact's choices about our mails: how often, which kinds, when, in which language."""
