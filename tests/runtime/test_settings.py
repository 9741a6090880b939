"""Settings come from DEADWAX_… alone, and a wrong one is named."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from runtime.errors import SettingsError
from runtime.settings import Settings, unknown_settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("DEADWAX_"):
            monkeypatch.delenv(name)


def test_the_defaults_keep_everything_in_the_home_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.load()
    assert settings.home == tmp_path / ".deadwax"
    assert settings.database_url == f"sqlite:///{tmp_path}/.deadwax/deadwax.sqlite3"
    assert settings.log_path == tmp_path / ".deadwax" / "log.sqlite3"
    assert settings.log == "embedded"
    assert settings.decoder_comb is True
    assert settings.workers >= 1


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEADWAX_HOME", str(tmp_path))
    monkeypatch.setenv("DEADWAX_DATABASE_URL", "postgresql://host/name")
    monkeypatch.setenv("DEADWAX_DECODER_COMB", "false")
    monkeypatch.setenv("DEADWAX_OBJECT_ROOTS", "/music:/more")
    settings = Settings.load()
    assert settings.database_url == "postgresql://host/name"
    assert settings.decoder_comb is False
    assert settings.object_roots == (Path("/music"), Path("/more"))


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWAX_DATABASE_URL", "")
    monkeypatch.setenv("DEADWAX_API_URL", "")
    assert Settings.load().database_url.startswith("sqlite:///")
    assert Settings.load().api_url is None


def test_wrong_values_are_named_all_at_once_with_what_is_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWAX_WORKERS", "many")
    monkeypatch.setenv("DEADWAX_LOG", "paper")
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert "DEADWAX_WORKERS" in str(caught.value)
    assert "DEADWAX_LOG: Input should be 'embedded' or 'kafka'" in str(caught.value)


def test_the_ledger_remembers_longer_than_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWAX_LEDGER_KEEP_DAYS", "30")
    with pytest.raises(
        SettingsError, match=r"DEADWAX_LEDGER_KEEP_DAYS: must be more than DEADWAX_LOG_KEEP_DAYS"
    ):
        Settings.load()


@pytest.mark.parametrize("name", ["DEADWAX_API_URL", "DEADWAX_WEBHOOK_URL", "DEADWAX_OTLP_ENDPOINT"])
@pytest.mark.parametrize(
    "value", ["moderation.example", "ftp://moderation.example", "http://", "https:/host"]
)
def test_an_address_that_nothing_can_be_sent_to_is_refused(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}: should begin with http"):
        Settings.load()


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEADWAX_API_KEY", "top-secret")
    monkeypatch.setenv("DEADWAX_KAFKA_PASSWORD", "top-secret")
    assert "top-secret" not in repr(Settings.load())


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().workers = 3  # type: ignore[misc]


def test_a_misspelt_name_is_told_with_the_one_that_may_be_meant() -> None:
    told = unknown_settings({"DEADWAX_DATABSE_URL": "x", "DEADWAX_HOME": "y", "PATH": "z", "DEADWAX_QQQ": ""})
    assert told == {"DEADWAX_DATABSE_URL": "DEADWAX_DATABASE_URL", "DEADWAX_QQQ": None}


def test_what_others_set_is_not_told() -> None:
    kubernetes = ("DEADWAX_API_SERVICE_HOST", "DEADWAX_API_SERVICE_PORT", "DEADWAX_API_PORT_8400_TCP")
    assert unknown_settings(dict.fromkeys((*kubernetes, "DEADWAX_API_PORT", "DEADWAX_TEST_KAFKA"), "1")) == {}
