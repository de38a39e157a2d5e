"""The search for solutions: questions, and the sites near by."""
