"""The kit for pages that people read in a browser. It knows no service: each brings its words."""
