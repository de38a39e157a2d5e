"""Who and what: territories, organisations, sites, flows, contacts, credentials."""
