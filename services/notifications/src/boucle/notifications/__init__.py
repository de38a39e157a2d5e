"""Write to companies: introductions, meetings, mail and the pages that answer them."""
