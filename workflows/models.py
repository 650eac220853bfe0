"""All tables of this layer in one import, for migrations and tests."""

from workflows.authority.models import Grant, GrantDeputy
from workflows.calendar.models import CalendarDay, CalendarVersion
from workflows.design.models import Draft, DraftFile, StarterFile
from workflows.files.models import StoredFile
from workflows.handling.models import Application, Decision, Material, Party, TaskDraft
from workflows.items.models import Item, ItemVersion
from workflows.notices.models import Document, DocumentCounter
from workflows.people.models import (
    Appointment,
    Body,
    CodeEntry,
    Park,
    ParkTarget,
    Person,
    Post,
    Tenant,
)
from workflows.tables import Base

__all__ = [
    "Application",
    "Appointment",
    "Base",
    "Body",
    "CalendarDay",
    "CalendarVersion",
    "CodeEntry",
    "Decision",
    "Document",
    "DocumentCounter",
    "Draft",
    "DraftFile",
    "Grant",
    "GrantDeputy",
    "Item",
    "ItemVersion",
    "Material",
    "Park",
    "ParkTarget",
    "Party",
    "Person",
    "Post",
    "StarterFile",
    "StoredFile",
    "TaskDraft",
    "Tenant",
]
