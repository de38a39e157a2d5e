"""Record what each company came to know of another, in the step that disclosed it."""
