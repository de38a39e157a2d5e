"""An animator at a company's, phone in hand: what is seen there is entered there."""
