"""Put two companies, or those of a group, in touch about one synergy."""
