"""What deliveries are held against: contracts, official schemas and names that the settings name."""

from dataclasses import dataclass, replace
from pathlib import Path

from deadwax.examining import MakeExaminer
from ingest.check import CheckResult, check
from ingest.ern.schemas import Schemas, load_schemas
from ingest.marks.registry import Registry
from ingest.senders.contracts import SenderContracts
from ingest.senders.load import load
from runtime.settings import Settings


@dataclass(frozen=True, slots=True)
class Gate:
    """``schemas`` is None where the operator has none."""

    agreed: SenderContracts
    schemas: Schemas | None

    def check(self, path: Path, make_examiner: MakeExaminer) -> list[CheckResult]:
        """Check as the gate does. Raises ``NothingToCheckError``."""
        return check(path, agreed=self.agreed, schemas=self.schemas, make_examiner=make_examiner)


def gate_of(settings: Settings) -> Gate:
    """Read all. Raises what the loaders of the three raise where a document cannot be used."""
    schemas = load_schemas(settings.schemas_path) if settings.schemas_path else None
    names = Registry.load(settings.marks_path).names
    return Gate(replace(load(settings.senders_path), ai_names=names), schemas)
