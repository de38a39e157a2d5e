"""Routes of who could take a material: outlets, precedents, prospects."""
