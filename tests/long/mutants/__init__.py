"""Change what computes money, CO2 and shares, one operator or number at a time: tests must fail."""
