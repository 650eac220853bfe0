"""Issued documents as they are printed, and previews of those to be issued."""
