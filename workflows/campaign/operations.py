"""Verbs of the campaign: each module registers its own when it is imported."""

from workflows.campaign import filling, listing, opening, oversight

__all__ = ["filling", "listing", "opening", "oversight"]
