"""The right of every address of the API: what its token must be for, and which roles may ask.

As with pages, a right says who may ask. Whether this object is the account's to know is asked of
the object, and whether the act is lawful, inside its transaction.
"""

from __future__ import annotations

from collections.abc import Mapping

from web.access import RIGHTS, Right, public

#: {endpoint: (page with the same right, scope)}
_LIKE_PAGES: dict[str, tuple[str, str]] = {
    "api_tasks.list_tasks": ("inbox.show", "tasks:read"),
    "api_tasks.show_task": ("tasks.show", "tasks:read"),
    "api_tasks.claim_task": ("inbox.claim", "tasks:write"),
    "api_tasks.release_task": ("inbox.release", "tasks:write"),
    "api_tasks.save_task_draft": ("tasks.save_draft", "tasks:write"),
    "api_tasks.complete_task": ("tasks.complete", "tasks:write"),
    "api_cases.list_cases": ("monitor.index", "cases:read"),
    "api_cases.show_case": ("cases.show", "cases:read"),
    "api_cases.show_case_diagram": ("cases.diagram", "cases:read"),
    "api_cases.retry_incident": ("cases.retry", "cases:write"),
    "api_cases.cancel_case": ("cases.retry", "cases:write"),
    "api_cases.migrate_case": ("cases.retry", "cases:write"),
    "api_cases.modify_case": ("cases.retry", "cases:write"),
    "api_applications.list_applications": ("apply.mine", "cases:read"),
    "api_applications.show_application": ("apply.show", "cases:read"),
    "api_applications.make_application": ("apply.save", "cases:write"),
    "api_applications.change_application": ("apply.save", "cases:write"),
    "api_applications.store_file": ("files.upload", "cases:write"),
    "api_applications.attach_material": ("apply.attach", "cases:write"),
    "api_applications.submit_application": ("apply.submit", "cases:write"),
    "api_applications.supply_materials": ("apply.supply", "cases:write"),
    "api_applications.withdraw_application": ("apply.withdraw", "cases:write"),
    "api_definitions.list_definitions": ("designer.index", "definitions:read"),
    "api_definitions.list_versions": ("designer.versions", "definitions:read"),
    "api_definitions.list_deployed_files": ("designer.deployed_file", "definitions:read"),
    "api_definitions.show_deployed_file": ("designer.deployed_file", "definitions:read"),
    "api_definitions.list_drafts": ("designer.index", "definitions:read"),
    "api_definitions.show_draft": ("designer.show", "definitions:read"),
    "api_definitions.show_draft_file": ("designer.file", "definitions:read"),
    "api_definitions.check_files": ("designer.check", "definitions:read"),
    "api_definitions.new_draft": ("designer.open_draft", "definitions:write"),
    "api_definitions.open_draft": ("designer.open_draft", "definitions:write"),
    "api_definitions.copy_draft": ("designer.copy", "definitions:write"),
    "api_definitions.save_file": ("designer.save", "definitions:write"),
    "api_definitions.remove_file": ("designer.remove", "definitions:write"),
    "api_definitions.restore_file": ("designer.restore", "definitions:write"),
    "api_definitions.rebase_draft": ("designer.rebase", "definitions:write"),
    "api_definitions.drop_draft": ("designer.drop", "definitions:write"),
    "api_definitions.submit_draft": ("designer.submit", "definitions:write"),
    "api_definitions.take_back_draft": ("designer.take_back", "definitions:write"),
    "api_definitions.reject_draft": ("designer.reject", "definitions:write"),
    "api_definitions.cancel_publication": ("designer.cancel_publication", "definitions:write"),
    "api_definitions.publish_draft": ("designer.publish", "definitions:write"),
    "api_campaign.show_campaign": ("campaign.board", "campaign:read"),
    "api_campaign.show_board": ("campaign.board", "campaign:read"),
    "api_campaign.start_phase": ("campaign.start", "campaign:write"),
    "api_campaign.save_scores": ("campaign.import_scores", "campaign:write"),
    "api_campaign.save_build_tasks": ("campaign.board", "campaign:write"),
    "api_campaign.set_budget": ("campaign.budget", "campaign:write"),
    "api_campaign.record_province_result": ("campaign.province", "campaign:write"),
    "api_campaign.remove_from_list": ("campaign.change_list", "campaign:write"),
    "api_campaign.make_campaign": ("campaign.make", "campaign:write"),
    "api_campaign.change_settings": ("campaign.change_settings", "campaign:write"),
    "api_campaign.add_basis": ("campaign.add_basis", "campaign:write"),
    "api_campaign.set_duty": ("campaign.add_basis", "campaign:write"),
    "api_campaign.set_quota": ("campaign.set_quota", "campaign:write"),
    "api_campaign.set_county_duty": ("campaign.duty", "campaign:write"),
    "api_campaign.rename_park": ("campaign.change_list", "campaign:write"),
    "api_campaign.change_stage": ("campaign.change_stage", "campaign:write"),
    "api_campaign.change_deadline": ("campaign.change_deadline", "campaign:write"),
    "api_campaign.end_secondment": ("campaign.end_secondment", "campaign:write"),
    "api_campaign.save_opinions": ("campaign.start", "campaign:write"),
    "api_campaign.add_to_list": ("campaign.change_list", "campaign:write"),
    "api_campaign.raise_supervision": ("campaign.supervise", "campaign:write"),
    "api_campaign.change_park": ("campaign.change_list", "campaign:write"),
    "api_campaign.set_secondment": ("campaign.add_secondment", "campaign:write"),
    "api_campaign.import_score_sheet": ("campaign.import_sheet", "campaign:write"),
    "api_people.list_bodies": ("admin.show", "people:read"),
    "api_people.list_parks": ("admin.show", "people:read"),
    "api_people.list_posts": ("admin.show", "people:read"),
    "api_people.list_people": ("admin.show", "people:read"),
    "api_people.list_appointments": ("admin.show", "people:read"),
    "api_people.list_grants": ("admin.show", "people:read"),
    "api_people.list_codes": ("admin.show", "people:read"),
    "api_people.add_body": ("admin.new", "people:write"),
    "api_people.change_body": ("admin.change", "people:write"),
    "api_people.add_park": ("admin.new", "people:write"),
    "api_people.add_post": ("admin.new", "people:write"),
    "api_people.add_person": ("admin.new", "people:write"),
    "api_people.change_person": ("admin.change", "people:write"),
    "api_people.set_active": ("admin.set_active", "people:write"),
    "api_people.appoint": ("admin.new", "people:write"),
    "api_people.end_appointment": ("admin.end_appointment", "people:write"),
    "api_people.add_code": ("admin.new", "people:write"),
    "api_people.retire_code": ("admin.retire_code", "people:write"),
    "api_people.import_organization": ("admin.import_workbook", "people:write"),
    "api_people.add_grant": ("admin.new", "people:write"),
    "api_people.publish_grant": ("admin.change_grant", "people:write"),
    "api_people.suspend_grant": ("admin.change_grant", "people:write"),
    "api_people.resume_grant": ("admin.change_grant", "people:write"),
    "api_people.recall_grant": ("admin.change_grant", "people:write"),
    "api_people.revoke_token": ("admin.revoke_token", "people:write"),
    "api_people.show_body": ("admin.show", "people:read"),
    "api_people.show_park": ("admin.show", "people:read"),
    "api_people.show_post": ("admin.show", "people:read"),
    "api_people.show_person": ("admin.show", "people:read"),
    "api_people.show_appointment": ("admin.show", "people:read"),
    "api_people.show_code": ("admin.show", "people:read"),
    "api_house.show_grant": ("admin.grant", "people:read"),
    "api_house.list_rights": ("admin.rights", "people:read"),
    "api_house.show_calendar": ("admin.calendar", "people:read"),
    "api_house.import_calendar": ("admin.calendar", "people:write"),
    "api_house.show_template": ("admin.template", "people:read"),
    "api_house.list_parties": ("apply.parties", "cases:read"),
    "api_cases.export_cases": ("monitor.export", "cases:read"),
    "api_repair.list_incidents": ("repair.incidents", "cases:read"),
    "api_repair.retry_incidents": ("repair.retry", "cases:write"),
    "api_repair.list_cases_to_migrate": ("repair.migration", "cases:read"),
    "api_repair.migrate_cases": ("repair.migrate", "cases:write"),
    "api_repair.list_places": ("repair.modify", "cases:read"),
    "api_repair.try_modification": ("repair.change", "cases:write"),
    "api_papers.show_document": ("documents.show", "cases:read"),
    "api_papers.show_file": ("files.download", "cases:read"),
    "api_papers.show_task_diagram": ("tasks.diagram", "tasks:read"),
    "api_papers.preview_paper": ("tasks.preview", "tasks:write"),
    "api_papers.check_material": ("tasks.check_material", "tasks:write"),
    "api_papers.show_score_sheet": ("campaign.score_sheet", "tasks:read"),
    "api_papers.take_score_sheet": ("campaign.import_scores", "tasks:write"),
    "api_drafts.list_coming": ("designer.versions", "definitions:read"),
    "api_drafts.show_bundle": ("designer.deployed_file", "definitions:read"),
    "api_drafts.show_draft_bundle": ("designer.file", "definitions:read"),
    "api_drafts.bring_draft": ("designer.open_draft", "definitions:write"),
    "api_drafts.list_file_versions": ("designer.history", "definitions:read"),
    "api_drafts.show_file_version": ("designer.file", "definitions:read"),
    "api_drafts.list_changes": ("designer.compare", "definitions:read"),
    "api_drafts.check_draft": ("designer.check", "definitions:read"),
    "api_drafts.begin_file": ("designer.new_file", "definitions:write"),
    "api_drafts.add_ready_form": ("designer.add_form", "definitions:write"),
    "api_drafts.try_draft": ("designer.trial_run", "definitions:read"),
    "api_expressions.try_out": ("expressions.attempt", "definitions:read"),
    "api_campaign_reads.show_enrollment": ("campaign.park", "campaign:read"),
    "api_campaign_reads.export_board": ("campaign.export", "campaign:read"),
    "api_campaign_reads.list_counties": ("campaign.county_list", "campaign:read"),
    "api_campaign_reads.show_county": ("campaign.county", "campaign:read"),
    "api_campaign_reads.list_campaign_parks": ("campaign.park_list", "campaign:read"),
    "api_campaign_reads.show_basis": ("campaign.basis", "campaign:read"),
    "api_campaign_reads.show_settings": ("campaign.settings", "campaign:read"),
    "api_campaign_reads.list_late_records": ("campaign.late", "campaign:read"),
}

#: Of the catalogue, which is public: any token reads it
_ANY_TOKEN = ("list_items", "show_item", "list_parks_of_city")

#: {page: why no address of the API does the same}
PAGES_ONLY: dict[str, str] = {
    "static": "Styles and scripts of the pages.",
    "operations.alive": "Answers machines already: a probe at an address of its own.",
    "operations.ready": "Answers machines already: a probe at an address of its own.",
    "operations.metrics": "Answers machines already: figures at an address of its own.",
    "cases.put_back": "A person sees that somebody left; programs release what they hold.",
    "session.sign_in": "A program has a token and no session.",
    "session.sign_out": "A program has a token and no session.",
    "session.language": "A language of pages; answers of the API carry codes.",
    "session.home": "Leads a person to the first page: show_me says which posts are held.",
    "tasks.next_task": "Leads to the first row of list_tasks.",
    "apply.start": "The empty form before make_application.",
    "apply.edit": "The form that show_application gives.",
    "monitor.search": "Leads to the list that is searched: q of the lists.",
    "files.preview": "The bytes of show_file, shown in place.",
    "demo_bar.people": "The demo's own bar: nobody becomes somebody else by program.",
    "demo_bar.switch": "The demo's own bar: nobody becomes somebody else by program.",
    "demo_bar.move": "The demo's own bar: its clock is moved by a person who sees it.",
    "admin.index": "The list of lists.",
    "admin.password": "A password is set by a person for a person; programs have none.",
    "admin.tokens": "Tokens stay with pages: a program that could list them could look for more.",
    "admin.add_account": "Tokens stay with pages: no program makes another program.",
    "admin.issue_token": "Tokens stay with pages: a secret is shown once, to a person.",
    "designer.edit": "An editor in the browser; its file is show_draft_file.",
    "designer.trial": "The page of try_draft.",
    "designer.copy_open": "copy_draft with the name and body of a file does the same.",
    "expressions.index": "The page of try_out.",
    "campaign.progress": "begun of a phase in show_campaign says the same.",
}


def rights() -> Mapping[str, Right]:
    """{endpoint: right}."""
    found = {name: _like(page, scope) for name, (page, scope) in _LIKE_PAGES.items()}
    return {
        **found,
        "api_me.show_me": Right("我是谁"),
        **{f"api_catalogue.{name}": Right("事项和园区") for name in _ANY_TOKEN},
        "api-docs.openapi_json": public("接口说明（OpenAPI）"),
        "api_docs.show_documentation": public("接口文档"),
    }


def twins() -> Mapping[str, str]:
    """{endpoint: the page that does the same}."""
    pages = ("catalogue.index", "catalogue.item", "catalogue.parks")
    public_facts = {
        f"api_catalogue.{name}": page for name, page in zip(_ANY_TOKEN, pages, strict=True)
    }
    return {**{name: page for name, (page, _scope) in _LIKE_PAGES.items()}, **public_facts}


def _like(page: str, scope: str) -> Right:
    right = RIGHTS[page]
    return Right(right.words, roles=right.roles, scope=scope)
