"""Pages for whoever repairs: what stands still, another version, another place in a case."""
