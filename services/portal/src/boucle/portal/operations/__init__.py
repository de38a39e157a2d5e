"""What an operator looks at: territories, principals, keys."""
