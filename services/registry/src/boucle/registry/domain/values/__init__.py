"""Read values the same way from a JSON body, a row of NDJSON or a cell. Pure."""
