"""Show letters before they leave: what each company would read, and what holds it back."""
