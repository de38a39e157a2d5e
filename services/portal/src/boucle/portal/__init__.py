"""Pages of the people who sign in. It holds nothing: it reads and writes the public API as the
person."""
