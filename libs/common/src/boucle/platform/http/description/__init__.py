"""These modules describe the API: OpenAPI, names of parameters, deprecations."""
