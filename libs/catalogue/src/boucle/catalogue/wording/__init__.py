"""Numbers, labels and parts of sentences as people read them, in French and in English."""
