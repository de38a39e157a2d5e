"""The register: what each company came to know of another, appended in the step that disclosed."""
