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

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file, or the page, or words that say why there is none."""
        if not self._index.is_file():
            return HTMLResponse(NOT_BUILT, status_code=503 if path in ("", ".") else 404)
        if path.startswith("assets/"):
            # Their names carry a hash of their content.
            response = await super().get_response(path, scope)
            response.headers["Cache-Control"] = FOREVER
            return response
        response = await self._file_or_index(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response

    async def _file_or_index(self, path: str, scope: Scope) -> Response:
        is_page = path in ("", ".") or (not path.startswith("v1/") and "." not in path.rsplit("/", 1)[-1])
        if is_page:
            return await super().get_response("index.html", scope)
        if path == "v1" or path.startswith("v1/"):
            raise HTTPException(status_code=404)
        return await super().get_response(path, scope)
