"""Which page took from which, and which pages had access of their own to what they tell."""
