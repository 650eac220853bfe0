"""授权: who may act, for whom, from when until when, by which instrument."""

from workflows.authority.authority import Authority
from workflows.authority.modes import ACTIONS, MODES
from workflows.authority.ruling import Ruling

__all__ = ["ACTIONS", "MODES", "Authority", "Ruling"]
