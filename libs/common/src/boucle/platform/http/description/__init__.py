"""Describe the API: OpenAPI, names of parameters, deprecations."""
