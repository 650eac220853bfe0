"""All tables of this layer in one import, for migrations and tests."""

from workflows.authority.models import Grant
from workflows.calendar.models import CalendarDay
from workflows.files.models import StoredFile
from workflows.handling.models import Application, Decision, Material, Party, TaskDraft
from workflows.items.models import Item, ItemVersion
from workflows.notices.models import Document, DocumentCounter
from workflows.people.models import Appointment, Body, Park, Person, Post, Tenant
from workflows.tables import Base

__all__ = [
    "Application",
    "Appointment",
    "Base",
    "Body",
    "CalendarDay",
    "Decision",
    "Document",
    "DocumentCounter",
    "Grant",
    "Item",
    "ItemVersion",
    "Material",
    "Park",
    "Party",
    "Person",
    "Post",
    "StoredFile",
    "TaskDraft",
    "Tenant",
]
