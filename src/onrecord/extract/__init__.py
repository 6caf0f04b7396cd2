"""Article in, findings out: who said what, and which figures were asserted."""
