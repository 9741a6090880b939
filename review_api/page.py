"""Serves the built page."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BUILT = Path(__file__).with_name("web") / "dist"

NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Deadwax</title>
<h1>The page is not built</h1>
<p>The review API works; only the page is missing. Run <code>make run</code>, which builds it, or install
the wheel, which brings it along. Then reload.</p></html>
"""

FOREVER = "public, max-age=31536000, immutable"


class Page(StaticFiles):
    """The files of the page, with ``index.html`` for every address that the page itself knows."""

    def __init__(self, directory: Path = BUILT) -> None:
        super().__init__(directory=directory, check_dir=False)
        self._index = directory / "index.html"

    async def check_config(self) -> None:
        """Accept a missing folder: :meth:`get_response` says so in words a person understands."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file, or the page, or words that say why there is none."""
        if path == "v1" or path.startswith("v1/"):
            raise HTTPException(status_code=404 if scope["method"] in {"GET", "HEAD"} else 405)
        is_page = path in ("", ".") or "." not in path.rsplit("/", 1)[-1]
        if is_page and not self._index.is_file():
            return HTMLResponse(NOT_BUILT, status_code=503)
        response = await super().get_response("index.html" if is_page else path, scope)
        # The names of assets carry a hash of their content.
        response.headers["Cache-Control"] = FOREVER if path.startswith("assets/") else "no-cache"
        return response
