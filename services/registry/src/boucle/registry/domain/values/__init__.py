"""How a value is read wherever it comes from: a JSON body, a row of NDJSON, a cell. Pure."""
