"""Verbs of the command line. One module per subject."""
