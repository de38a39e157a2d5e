"""Deliveries that wait in Postgres: claimed for a while, tried, tried again later, given up."""
