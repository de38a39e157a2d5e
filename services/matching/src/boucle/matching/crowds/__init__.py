"""Divide the register into classes of companies shown alike: several each, or less is shown."""
