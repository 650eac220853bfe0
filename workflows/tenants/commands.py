"""What can be asked about a tenant as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class InitTenant:
    """Make the tenant of the actor with its first administrator, in real time. Gives its id.

    Works once, in a database that has no other tenant where one of them is a demo.
    """

    name: str
    #: 12-digit administrative area, GB/T 2260
    area_code: str
    admin_name: str
    admin_login: str
    admin_password: str
    is_demo: bool = False
    #: A demo may begin at another instant than now
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MoveClock:
    """Move the demo's clock to an instant, forward only. Gives that instant."""

    to: datetime


@dataclass(frozen=True, slots=True)
class MakeTenant:
    """What ``InitTenant`` becomes once the office has set its clock to ``starts_at``."""

    name: str
    area_code: str
    admin_name: str
    admin_login: str
    admin_password: str
    is_demo: bool
    #: Seconds that the clock is away from real time
    clock_offset_s: int
