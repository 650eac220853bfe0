"""A service center with two designers and a publisher, and the starter diagrams in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tests.workflows.handling.counter import Counter
from workflows.design import reading
from workflows.design.commands import OpenDraft, PublishDraft, SaveFile, SubmitDraft
from workflows.design.contents import digest_of_all

FILE = "item-handling.bpmn"
STAFF = (
    ("cheng", "程一鸣", "process_designer"),
    ("meng", "孟晓", "process_designer"),
    ("ye", "叶静", "process_publisher"),
)
#: A step of its own between the opinion and the decision, as the modeler writes it
STEP = """
    <bpmn:userTask id="second_opinion" name="会商意见">
      <bpmn:extensionElements>
        <zeebe:userTask/>
        <zeebe:assignmentDefinition candidateGroups="reviewer"/>
        <zeebe:formDefinition formId="opinion_files"/>
        <yb:step act="opinion" limit="3WD"/>
      </bpmn:extensionElements>
      <bpmn:incoming>{flow}</bpmn:incoming>
      <bpmn:outgoing>f_second</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="f_second" sourceRef="second_opinion" targetRef="decide"/>
"""


@dataclass
class Desk:
    """Every act of a designer is one line."""

    counter: Counter

    @staticmethod
    def of(counter: Counter) -> Desk:
        for login, name, role in STAFF:
            counter.actors[login] = counter.person(login, name, [{"body": "zwfw", "role": role}])
        return Desk(counter)

    def do(self, command: Any, who: str = "cheng") -> Any:
        return self.counter.do(command, self.counter.actors[who])

    def running(self) -> UUID:
        """The deployment that new cases of item-handling take now."""
        with self.counter.office.reading() as conn:
            versions = reading.versions(conn, self.counter.city, "item-handling")
        now = self.counter.office.clock.now()
        return reading.in_force(versions, now)["item-handling"].deployment_id

    def draft(self, title: str = "增加会商环节", who: str = "cheng") -> UUID:
        made: UUID = self.do(OpenDraft(self.running(), title), who)
        return made

    def files(self, draft: UUID) -> dict[str, bytes]:
        with self.counter.office.reading() as conn:
            return reading.bodies(conn, self.counter.city, draft)

    def deployed(self, deployment: UUID) -> dict[str, bytes]:
        with self.counter.office.reading() as conn:
            return reading.deployed(conn, self.counter.city, deployment)

    def number(self, draft: UUID, name: str = FILE) -> int:
        with self.counter.office.reading() as conn:
            return reading.body_of(conn, self.counter.city, draft, name)[0]

    def row(self, draft: UUID) -> Any:
        with self.counter.office.reading() as conn:
            return reading.draft_row(conn, self.counter.city, draft)

    def history(self, draft: UUID, name: str = FILE) -> list[Any]:
        with self.counter.office.reading() as conn:
            return reading.history(conn, self.counter.city, draft, name)

    def change(self, draft: UUID, old: str, new: str, who: str = "cheng", **more: Any) -> int:
        """Save the diagram with one text replaced."""
        body = self.files(draft)[FILE]
        assert old.encode() in body
        body = body.replace(old.encode(), new.encode(), 1)
        saved: int = self.do(SaveFile(draft, FILE, body, self.number(draft), **more), who)
        return saved

    def with_a_step(self, draft: UUID) -> None:
        """What the designer of the issue does: a step 会商意见 with the ready form and a limit."""
        from workflows.design.steps import ready_forms

        name = "forms/opinion_files.form"
        self.do(SaveFile(draft, name, ready_forms()[name], 0))
        body = self.files(draft)[FILE].decode()
        before = '<bpmn:sequenceFlow id="f_opinion" sourceRef="opinion" targetRef="decide"/>'
        assert before in body, "the flow behind the opinion has another name now"
        after = before.replace('"decide"', '"second_opinion"')
        body = body.replace(">f_opinion</bpmn:incoming>", ">f_second</bpmn:incoming>")
        body = body.replace(before, after + STEP.format(flow="f_opinion"))
        self.do(SaveFile(draft, FILE, body.encode(), self.number(draft)))

    def submitted(self, effective_on: date | None = None) -> UUID:
        """A draft with a further step, handed in by 程一鸣."""
        draft = self.draft()
        self.with_a_step(draft)
        self.do(SubmitDraft(draft, "决定之前增加会商意见", effective_on))
        return draft

    def published(self) -> UUID:
        return self.publish(self.submitted(), "ye")

    def publish(self, draft: UUID, who: str, effective_on: date | None = None) -> UUID:
        """Published by who has read it as it stands now."""
        reviewed = digest_of_all(self.files(draft))
        made: UUID = self.do(PublishDraft(draft, reviewed, effective_on), who)
        return made

    def submitted_change(self) -> UUID:
        """A draft with a name changed, handed in by 程一鸣."""
        draft = self.draft("改名称")
        self.change(draft, "书面审查", "书面审核")
        self.do(SubmitDraft(draft, "改一个名称"))
        return draft
