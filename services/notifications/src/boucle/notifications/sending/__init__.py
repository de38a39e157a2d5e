"""From a mail that is due to the bytes that leave, and what follows."""
