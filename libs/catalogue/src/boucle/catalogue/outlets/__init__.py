"""Find who could take what is offered, and who could give what is needed. Pure."""
