"""Write the letters about a meeting: invitation, change, cancellation, follow-up a week after."""
