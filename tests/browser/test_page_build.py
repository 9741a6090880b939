"""When the build hook builds the page, and when it leaves the built one alone."""

import json
from pathlib import Path

import pytest

import hatch_build
from hatch_build import STAMP, PageBuildError, build, digest_of, is_installed, is_up_to_date


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A page's sources and the page built from them."""
    for name in ("src/main.tsx", "public/icon.svg", "scripts/tool.ts", "package.json", "dist/index.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, "utf-8")
    (tmp_path / "dist" / STAMP).write_text(digest_of(tmp_path) + "\n", "utf-8")
    return tmp_path


def test_a_page_built_from_these_sources_is_up_to_date(web: Path) -> None:
    assert is_up_to_date(web)
    (web / "dist" / "assets.js").write_text("more", "utf-8")
    (web / "node_modules").mkdir()
    assert is_up_to_date(web)


@pytest.mark.parametrize("name", ["src/main.tsx", "public/icon.svg", "scripts/tool.ts", "package.json"])
def test_a_changed_source_asks_for_another_build(web: Path, name: str) -> None:
    (web / name).write_text("changed", "utf-8")
    assert not is_up_to_date(web)


def test_a_new_a_moved_and_a_lost_source_ask_for_another_build(web: Path) -> None:
    (web / "src" / "new.tsx").write_text("", "utf-8")
    assert not is_up_to_date(web)
    (web / "src" / "new.tsx").unlink()
    assert is_up_to_date(web)
    (web / "src" / "main.tsx").rename(web / "src" / "other.tsx")
    assert not is_up_to_date(web)


def test_a_page_without_its_document_or_stamp_is_not_up_to_date(web: Path) -> None:
    (web / "dist" / "index.html").unlink()
    assert not is_up_to_date(web)


def test_packages_are_installed_only_when_all_of_the_lock_file_are_there(web: Path) -> None:
    wanted = {
        "": {"name": "page"},
        "node_modules/a": {"version": "1.0.0", "integrity": "sha512-a"},
        "node_modules/tests-only": {"version": "1.0.0", "integrity": "sha512-b", "dev": True},
        "node_modules/other-system": {"version": "1.0.0", "integrity": "sha512-c", "optional": True},
    }
    (web / "package-lock.json").write_text(json.dumps({"packages": wanted}), "utf-8")
    assert not is_installed(web)
    (web / "node_modules" / "a").mkdir(parents=True)
    (web / "node_modules" / "a" / "package.json").write_text("{}", "utf-8")
    noted = web / "node_modules" / ".package-lock.json"
    noted.write_text(json.dumps({"packages": {"node_modules/a": wanted["node_modules/a"]}}), "utf-8")
    assert is_installed(web)
    noted.write_text(json.dumps({"packages": {"node_modules/a": {"integrity": "sha512-old"}}}), "utf-8")
    assert not is_installed(web)


def test_a_lost_lock_file_is_named(web: Path) -> None:
    with pytest.raises(PageBuildError, match=r"package-lock\.json pins .* Restore it"):
        build(web)


def test_a_failed_install_says_what_to_do(web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"node_modules/a": {"version": "1.0.0", "integrity": "sha512-a"}}
    (web / "package-lock.json").write_text(json.dumps({"packages": wanted}), "utf-8")
    monkeypatch.setattr(hatch_build, "node_and_npm", lambda: (web / "no-node", web / "no-npm"))
    with pytest.raises(PageBuildError, match=r"needs the npm registry once.*DEADWAX_SKIP_PAGE=1"):
        build(web)
