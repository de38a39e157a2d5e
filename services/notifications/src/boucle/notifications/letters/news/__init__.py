"""Letters that tell one thing: an answer to a question, a contact who left."""
