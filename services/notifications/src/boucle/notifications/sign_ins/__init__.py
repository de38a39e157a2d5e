"""Mails by which persons sign in: who reads them is asked of registry as they leave."""
