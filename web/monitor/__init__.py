"""监控: all cases that somebody may look at, narrowed, paged, and taken away as a table."""
