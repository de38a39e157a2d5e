"""Search solutions for a flow: questions, and nearby sites."""
