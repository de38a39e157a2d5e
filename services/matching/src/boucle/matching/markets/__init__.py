"""Find groups: what it follows, the markets it looks at, its turns."""
