"""Register territories, organisations, sites, flows, contacts, credentials."""
