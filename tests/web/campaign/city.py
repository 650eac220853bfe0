"""A city with its campaign, visited through its pages."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from tests.web.house import PASSWORD, House, Visitor
from workflows import starter
from workflows.campaign.commands import MakeCampaign, StartPhase
from workflows.clock import at_shanghai
from workflows.demo.campaign.cast import hire
from workflows.demo.campaign.walk import Walk
from workflows.models import Enrollment, Park, ParkTarget, Person
from workflows.people.commands import SetPassword

START = at_shanghai(date(2023, 4, 1), 9)
SHEET = "deyang-2023-draft"


@dataclass
class City:
    """A house and the walk through its campaign. Keys of people: ``demo.campaign.cast``."""

    house: House
    walk: Walk
    folder: Path

    @staticmethod
    def make(base: Path) -> City:
        """A new city on 2023-04-01, with bodies, parks, diagrams, sheets and people."""
        folder = base / "data"
        house = House.open(folder, starts_at=START)
        starter.install(house.office, house.city)
        # who is visited gets a password then: thirty of them cost half a minute
        actors = hire(house.office, house.city, date(2023, 4, 1), None, {})
        (folder / "actors.pickle").write_bytes(pickle.dumps(actors))
        return City(house, Walk(house.office, house.city, actors), folder)

    @staticmethod
    def copy(folder: Path, base: Path) -> City:
        """The city in ``folder`` as it was left, in a folder of one's own."""
        own = base / "data"
        shutil.copytree(folder, own)
        house = House.open(own)
        actors = pickle.loads((own / "actors.pickle").read_bytes())
        return City(house, Walk(house.office, house.city, actors), own)

    def left(self) -> Path:
        self.house.office.engine.stop()
        return self.folder

    def visit(self, key: str) -> Visitor:
        """A browser in which the person with the key of the cast has signed in."""
        person = self.walk.actors[key].person
        self.house.do(SetPassword(person, PASSWORD))
        login = self.house.rows(select(Person.login).where(Person.id == person))[0][0]
        return self.house.signed_in(login)

    def name(self, key: str) -> str:
        """What the person with the key of the cast is called."""
        person = self.walk.actors[key].person
        found: str = self.house.rows(select(Person.name).where(Person.id == person))[0][0]
        return found

    def start_phase_one(self) -> UUID:
        """The eight parks of the plan."""
        campaign = self.walk.do("city_admin", MakeCampaign("德阳市园区中心创建", "德阳市"))
        rows = self.house.rows(
            select(ParkTarget.park_id, ParkTarget.track).where(ParkTarget.phase == 1)
        )
        command = StartPhase(
            campaign, 1, 2023, [(row[0], row[1]) for row in rows], date(2023, 12, 31), SHEET
        )
        phase: UUID = self.walk.do("city_admin", command)
        return phase

    def park(self, code: str) -> UUID:
        """The park's place in the latest phase."""
        query = (
            select(Enrollment.id)
            .join(Park, Park.id == Enrollment.park_id)
            .where(Park.code == code)
            .order_by(Enrollment.id.desc())
        )
        found: UUID = self.house.rows(query)[0][0]
        return found
