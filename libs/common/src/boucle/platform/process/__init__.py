"""Define what a service is, and how its processes start, run, drain and stop. ``service`` has a
database and topics, ``web`` has neither: import them by their modules."""
