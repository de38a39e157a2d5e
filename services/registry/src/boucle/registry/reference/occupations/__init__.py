"""Hold occupations of ROME (France Travail), from its official files."""
