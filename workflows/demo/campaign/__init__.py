"""The campaign of the demo: its cast, the usual answers, and three years played by the clock."""

from workflows.demo.campaign.replay import replay
from workflows.demo.campaign.walk import Walk

__all__ = ["Walk", "replay"]
