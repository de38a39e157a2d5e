"""This kit renders pages that people read in a browser. It knows no service: each brings its
words."""
