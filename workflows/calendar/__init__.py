"""工作日: legal days, working days and the counting of limits."""

from workflows.calendar.counting import CountedDay, Due
from workflows.calendar.limits import Limit
from workflows.calendar.work_calendar import WorkCalendar

__all__ = ["CountedDay", "Due", "Limit", "WorkCalendar"]
