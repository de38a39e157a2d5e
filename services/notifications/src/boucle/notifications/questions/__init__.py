"""What companies ask their animator about an introduction, and what is answered."""
