"""Sandboxes: closed sets of territories that a tool asks for, to try what it sends."""
