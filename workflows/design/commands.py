"""What a designer and a publisher may ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """Begin a draft with all files of a deployment. Gives the draft's id."""

    base_id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class NewDraft:
    """Begin a draft of a process that does not exist yet. Gives the draft's id."""

    title: str
    #: Id of the process and name of its file, e.g. ``seal-request``
    process_id: str


@dataclass(frozen=True, slots=True)
class BringDraft:
    """Begin a draft with the files of a folder. Gives the draft's id."""

    title: str
    files: Mapping[str, bytes]
    origin: str = "folder"
    base_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """A second draft of the same files, one of them perhaps as it stands in somebody's browser.

    The way out for who was second to save: nothing is lost, and nothing is overwritten.
    """

    draft_id: UUID
    title: str
    name: str | None = None
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class SaveFile:
    """Keep a new version of one file. Gives its number.

    ``based_on``: the version that the browser began with, 0 for a new file. Raises
    ``SavedByOthers`` where somebody else has saved since. The same content keeps the version.
    """

    draft_id: UUID
    name: str
    body: bytes
    based_on: int
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class RemoveFile:
    """Take a file out of the draft; its versions stay."""

    draft_id: UUID
    name: str
    based_on: int


@dataclass(frozen=True, slots=True)
class RestoreFile:
    """An earlier version becomes the newest. Gives its number."""

    draft_id: UUID
    name: str
    number: int
    based_on: int


@dataclass(frozen=True, slots=True)
class RebaseDraft:
    """Bring what was published meanwhile into the draft, file by file.

    Gives the names of files that both have changed: the draft keeps its own.
    """

    draft_id: UUID


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Give a draft up. It stays readable."""

    draft_id: UUID


@dataclass(frozen=True, slots=True)
class SubmitDraft:
    """Hand the draft to whoever publishes. Refused while anything in it cannot be published."""

    draft_id: UUID
    #: What changes and why
    note: str
    #: First day of the new version; None: as soon as it is published
    effective_on: date | None = None


@dataclass(frozen=True, slots=True)
class TakeBackDraft:
    """Go on working on what was handed in and not decided yet."""

    draft_id: UUID


@dataclass(frozen=True, slots=True)
class RejectDraft:
    """Send the draft back, with the reason."""

    draft_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class PublishDraft:
    """Deploy the draft. Gives the deployment's id. Refused to whoever worked on it.

    ``reviewed``: ``contents.digest_of_all`` of the files that the publisher has read; a draft that
    was taken back, changed and handed in again meanwhile is not published unread.
    ``effective_on``: first day on which new cases take it; None: at once. Running cases stay.
    """

    draft_id: UUID
    reviewed: str
    effective_on: date | None = None


@dataclass(frozen=True, slots=True)
class CancelPublication:
    """Take back a version whose day has not come, with the reason.

    Its draft goes back to the designers. Refused once the version is in effect.
    """

    deployment_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class OfferStarter:
    """Tell what the product now brings for one folder of ``bpmn/``.

    The first time the files are only noted. Later, what has changed since becomes a draft; gives
    its id, or None where nothing has changed. What runs is never touched.
    """

    folder: str
    files: Mapping[str, bytes]
