"""Mail that comes in: calendar answers to invitations."""
