"""Settings: environment ``YUANBAN_…`` over one TOML file over these defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

_PREFIX = "YUANBAN_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may set. Every field is ``YUANBAN_<FIELD>`` in the environment."""

    #: Database of SQLite, files and keys live here
    data_folder: Path = Path("data")
    #: SQLAlchemy address; None means SQLite in the data folder
    database_url: str | None = None
    #: Refuses demo tenants, demo accounts and the moving of the clock
    production: bool = False
    #: In production the cookie of a session travels over HTTPS only, unless this is set
    plain_http: bool = False
    #: Largest file that is taken, bytes
    file_limit_bytes: int = 50 * 1024 * 1024
    #: A finished case is put into the archive after so many days; 0: never
    archive_after_days: int = 365
    #: Personal bodies of the record are erased so many days after the end of their case; 0: never.
    #: How long they must and may be kept is for the city's 档案 rules to say
    erase_personal_after_days: int = 0
    #: Mail server of jobs of type ``mail``; empty: such jobs wait
    mail_host: str = ""
    mail_port: int = 587
    mail_sender: str = ""
    mail_user: str = ""
    mail_password: str = ""
    #: starttls, tls or none
    mail_security: str = "starttls"
    #: Addresses, apart by commas, below which jobs of type ``webhook`` may send; empty: they wait
    webhook_allowed: str = ""
    #: Signs what webhooks send
    webhook_secret: str = ""
    #: Address and port of the embedded server
    host: str = "127.0.0.1"
    port: int = 8000

    @property
    def url(self) -> str:
        """The address in force."""
        return self.database_url or f"sqlite:///{self.data_folder.resolve() / 'yuanban.db'}"

    @property
    def files_folder(self) -> Path:
        return self.data_folder / "files"

    @staticmethod
    def load(environment: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
        """Settings in force. ``file`` (or ``YUANBAN_CONFIG``) is a TOML file with the same names.

        Raises ``ValueError`` naming the setting that is unknown or cannot be read.
        """
        environment = os.environ if environment is None else environment
        file = file or _path(environment.get(f"{_PREFIX}CONFIG"))
        values: dict[str, Any] = {}
        if file is not None:
            import tomllib

            values.update(_known(tomllib.loads(file.read_text(encoding="utf-8")), str(file)))
        for field in fields(Settings):
            text = environment.get(_PREFIX + field.name.upper())
            if text is not None:
                values[field.name] = text
        return Settings(**{name: _read(name, value) for name, value in values.items()})


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _known(values: dict[str, Any], source: str) -> dict[str, Any]:
    unknown = values.keys() - {field.name for field in fields(Settings)}
    if unknown:
        raise ValueError(f"{source}: unknown settings {', '.join(sorted(unknown))}")
    return values


def _read(name: str, value: Any) -> Any:
    if name == "data_folder":
        return Path(str(value)).expanduser()
    if name in {"production", "plain_http"}:
        return _truth(name, value)
    if name in _NUMBERS:
        try:
            return int(value)
        except ValueError:
            raise ValueError(f"{name}: {value!r} is not a whole number") from None
    return str(value) or None if name == "database_url" else str(value)


_NUMBERS = frozenset(
    {"file_limit_bytes", "port", "mail_port", "archive_after_days", "erase_personal_after_days"}
)


def _truth(name: str, value: Any) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "0": False,
        "false": False,
        "no": False,
        "": False,
    }
    try:
        return words[str(value).lower()]
    except KeyError:
        raise ValueError(f"{name}: {value!r} is neither true nor false") from None
