"""All tables of this layer in one import, for migrations and tests."""

from workflows.access_tokens.models import AccessToken, ServiceAccount
from workflows.authority.models import Grant, GrantDeputy
from workflows.calendar.models import CalendarDay, CalendarVersion
from workflows.campaign.models import (
    Campaign,
    CampaignBasis,
    CampaignDuty,
    CampaignPark,
    Enrollment,
    EnrollmentStatus,
    Phase,
    PhaseStage,
    Quota,
)
from workflows.campaign.oversight_models import ListChange, Promotion, Supervision
from workflows.campaign.placed_models import PlacedTask
from workflows.campaign.record_models import (
    Budget,
    BuildTask,
    CampaignRecord,
    CountyDuty,
    ItemTakeover,
    Meeting,
    MeetingPark,
    MonthlyReport,
    Opinion,
)
from workflows.campaign.scoring_models import Evaluator, Score, ScoreSheet, Secondment
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
    "AccessToken",
    "Application",
    "Appointment",
    "Base",
    "Body",
    "Budget",
    "BuildTask",
    "CalendarDay",
    "CalendarVersion",
    "Campaign",
    "CampaignBasis",
    "CampaignDuty",
    "CampaignPark",
    "CampaignRecord",
    "CodeEntry",
    "CountyDuty",
    "Decision",
    "Document",
    "DocumentCounter",
    "Draft",
    "DraftFile",
    "Enrollment",
    "EnrollmentStatus",
    "Evaluator",
    "Grant",
    "GrantDeputy",
    "Item",
    "ItemTakeover",
    "ItemVersion",
    "ListChange",
    "Material",
    "Meeting",
    "MeetingPark",
    "MonthlyReport",
    "Opinion",
    "Park",
    "ParkTarget",
    "Party",
    "Person",
    "Phase",
    "PhaseStage",
    "PlacedTask",
    "Post",
    "Promotion",
    "Quota",
    "Score",
    "ScoreSheet",
    "Secondment",
    "ServiceAccount",
    "StarterFile",
    "StoredFile",
    "Supervision",
    "TaskDraft",
    "Tenant",
]
