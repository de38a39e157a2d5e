"""Let people in, and show them where they are signed in."""
