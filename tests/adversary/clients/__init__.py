"""Programs of a tool that has several clients of its own."""
