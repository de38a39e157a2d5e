"""Receive everybody's mail: real SMTP on loopback that stores and shows what it receives."""
