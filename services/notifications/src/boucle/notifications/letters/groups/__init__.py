"""What letters and pages say of a group: a service in common, shared equipment, a shared post."""
