"""Declare, revise, withdraw: use cases over organisations, their sites and their flows.

Load, decide, save, publish, each in one transaction. Locks in one order: organisation, sites by id,
flows by id; the outbox last.
"""
