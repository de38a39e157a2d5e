"""What each contact chose about our mails: how often, which kinds, when, in which language."""
