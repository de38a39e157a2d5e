"""What staff see of letters before they leave, and what a synergy would be once qualified."""
