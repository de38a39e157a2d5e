"""Plan meetings, invite companies and record their answers."""
