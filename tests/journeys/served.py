"""A city served by this process, so that a journey may let the others do their steps meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType

from werkzeug.serving import make_server

from tests.web.campaign.city import City


class Served:
    """``url``: where the city's pages are. As far as ``Desk`` is concerned a ``Site``."""

    def __init__(self, city: City) -> None:
        self.city = city
        self._server = make_server("127.0.0.1", 0, city.house.app, threaded=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @staticmethod
    def made(folder: Path) -> Served:
        return Served(City.make(folder))

    def settle(self) -> None:
        """Do what is to be done in the background."""
        self.city.house.office.engine.drain()

    def __enter__(self) -> Served:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self.city.house.office.engine.stop()
