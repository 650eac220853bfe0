"""The kinds of blocks that random diagrams are made of, by subject."""
