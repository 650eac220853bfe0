"""The command ``yuanban``. Each verb lives in ``web/commands/<verb>.py`` and loads when asked for.

Nothing heavy is imported here: ``yuanban --help`` answers at once, and ``run`` pays for what it
uses only.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

#: {verb: module under web.commands}; the command in it bears the verb's name
VERBS = {
    "run": "serving",
    "serve": "serving",
    "worker": "serving",
    "init": "setting_up",
    "demo": "setting_up",
    "check": "checking",
    "test": "scenarios",
    "deploy": "diagrams",
    "export": "diagrams",
    "feel": "expressions",
    "verify": "auditing",
    "rebuild": "auditing",
    "bench": "benchmarks",
    "migrate-case": "migrating",
    "backup": "backing_up",
    "restore": "backing_up",
}


class Verbs(click.Group):
    """Finds a verb by name and imports its module only then."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = VERBS.get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(f"web.commands.{module}"), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="yuanban", message="%(version)s")
def main() -> None:
    """园办 Yuanban: approval and delegation for park government-service centers.

    \b
    YUANBAN_DATA          folder of the data (./var)
    YUANBAN_DATABASE_URL  another database than SQLite in that folder
    YUANBAN_PORT          port of the page (8000)
    YUANBAN_ENV           "production" refuses demo accounts and the moving of the clock
    """


if __name__ == "__main__":
    sys.exit(main())
