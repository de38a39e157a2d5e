"""How the API is described: OpenAPI, names of parameters, what is on its way out."""
