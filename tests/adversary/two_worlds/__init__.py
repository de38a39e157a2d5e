"""Two worlds that differ in what one company keeps for itself: whoever may not know it hears the
same in both."""
