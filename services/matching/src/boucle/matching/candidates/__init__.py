"""Hold computed pairs: lists, figures, reasons, replay."""
