"""The feed: every change that somebody may see, in one order without gaps, for those who follow."""
