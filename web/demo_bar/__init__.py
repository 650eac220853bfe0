"""The bar on top of a demo: its clock, moved forward, and who one is, changed in one click."""
