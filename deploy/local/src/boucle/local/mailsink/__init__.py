"""A mailbox for everybody: real SMTP on loopback that keeps and shows what it receives."""
