"""Hold the outlines of communes and EPCIs, to draw maps on."""
