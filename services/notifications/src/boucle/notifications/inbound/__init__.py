"""Read incoming mail: calendar answers to invitations."""
