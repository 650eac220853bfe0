"""What the task page shows beside the form of a campaign's step: about, facts, panels, tables."""

from web.campaign.work.work import Work, work_of

__all__ = ["Work", "work_of"]
