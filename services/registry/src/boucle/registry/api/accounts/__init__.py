"""Routes of persons: how they sign in, who they are, whom they invite."""
