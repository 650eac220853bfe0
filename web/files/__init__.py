"""Stored files: download and preview, for those who may see their application."""
