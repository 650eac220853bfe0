"""租户: the city that runs the product, its first administrator, and the clock of a demo."""
