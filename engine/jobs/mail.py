"""Handler of jobs of type ``mail``: one message to one server, told apart by its Message-ID.

A job says ``to`` (one address or a list), ``subject`` and ``body``, as variables or as headers of
the task. It may be sent twice when a process dies between the server's yes and the commit; then
both carry the same Message-ID, which mail programs show once.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any

from engine.protocols import Job

TYPE = "mail"


class MailIncomplete(Exception):
    """The job does not say to whom, about what, or what."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server, as a handler of jobs."""

    host: str
    #: Sender of every message
    sender: str
    port: int = 587
    user: str = ""
    password: str = ""
    #: starttls, tls (from the first byte), or none
    security: str = "starttls"
    #: Longest wait for an answer of the server
    timeout_s: float = 30.0

    def __call__(self, job: Job) -> Mapping[str, Any]:
        """Send it. Raises what the server says no with; then it is tried again."""
        message = self._message(job)
        with self._connected() as server:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)
        return {}

    def _connected(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_s, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)

    def _message(self, job: Job) -> EmailMessage:
        message = EmailMessage()
        message["Message-ID"] = f"<{job.id.hex}@{self.sender.rpartition('@')[2]}>"
        message["Date"] = formatdate()
        message["From"] = self.sender
        to = _said(job, "to")
        message["To"] = ", ".join(to) if isinstance(to, list | tuple) else str(to)
        message["Subject"] = str(_said(job, "subject"))
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers it
        message.set_content(str(_said(job, "body")))
        return message


def _said(job: Job, name: str) -> Any:
    found = job.variables.get(name) or job.headers.get(name)
    if not found:
        raise MailIncomplete(f"the job does not say {name!r}")
    return found
