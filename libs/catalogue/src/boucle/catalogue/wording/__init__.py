"""Write numbers, labels and parts of sentences in French and English."""
