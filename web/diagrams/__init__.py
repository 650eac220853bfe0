"""Diagrams to look at: what stands where, and which way it came."""
