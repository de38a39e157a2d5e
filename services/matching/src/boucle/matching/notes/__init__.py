"""Notes that animators keep about a synergy."""
