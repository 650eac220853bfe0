"""All commands of the field with the right each needs: a change of a right is a change here."""

from __future__ import annotations

from tests.workflows.field import Field
from workflows import operations
from workflows.people.roles import VIEWERS

ADMINISTRATION = {
    "AddBody", "AddCode", "AddGrant", "AddPark", "AddPerson", "AddPost", "Appoint", "ChangeBody",
    "ChangePerson", "EndAppointment", "ImportBodies", "ImportCalendar", "ImportCatalogue",
    "ImportOrganization", "ImportParks", "PublishGrant", "RecallGrant", "ResumeGrant",
    "RetireCode", "SetActive", "SuspendGrant", "AddServiceAccount", "IssueToken", "RevokeToken",
}  # fmt: skip
MACHINE = {"MakeTenant", "OfferStarter", "SeedCalendar"}
#: The verb itself asks about the object: own password, own draft, own file, demo only; a session
#: is ended by whoever knows its number, which nobody guesses
OBJECT_ASKED = {
    "AttachMaterial", "DropTaskDraft", "EndSession", "MoveClock", "RegisterFile", "SaveApplication",
    "SaveScores", "SaveTaskDraft", "SetPassword",
}  # fmt: skip
ROLES = {
    "CheckMaterial": {"window", "acceptor"},
    "EraseParty": {"sysadmin"},
    "NoteReading": VIEWERS,
    **dict.fromkeys(
        ("OpenDraft", "NewDraft", "CopyDraft", "SaveFile", "RemoveFile", "RestoreFile",
         "RebaseDraft", "DropDraft", "SubmitDraft", "TakeBackDraft"),
        frozenset({"process_designer"}),
    ),
    **dict.fromkeys(
        ("PublishDraft", "RejectDraft", "CancelPublication"), frozenset({"process_publisher"})
    ),
    "BringDraft": {"process_designer", "system"},
    # The campaign is the city's
    **dict.fromkeys(
        ("MakeCampaign", "ChangeSettings", "AddBasis", "SetDuty", "SetQuota", "StartPhase",
         "ChangeStage", "ChangeDeadline", "SaveOpinions", "AddToList", "RenamePark",
         "RemoveFromList", "ChangePark"),
        frozenset({"city_admin"}),
    ),
    "ImportScoreSheet": {"city_admin", "sysadmin"},
    "SetSecondment": {"city_admin", "sysadmin"},
    "EndSecondment": {"city_admin", "sysadmin"},
    "RecordProvinceResult": {"province", "city_admin"},
    "RaiseSupervision": {"city_admin", "county_lead", "park_admin"},
    "SetCountyDuty": {"city_admin", "county_lead"},
    "SetBudget": {"city_admin", "county_lead", "park_admin"},
    "SaveBuildTasks": {"park_admin"},
}  # fmt: skip


def test_every_command_of_the_field_needs_the_right_that_stands_here(room: Field) -> None:
    found = {one.command.__name__: one.right for one in operations.registered()}
    expected = {
        **dict.fromkeys(ADMINISTRATION, frozenset({"sysadmin"})),
        **dict.fromkeys(MACHINE, frozenset({"system"})),
        **dict.fromkeys(OBJECT_ASKED, frozenset({"any-person"})),
        **ROLES,
    }
    assert found == expected
