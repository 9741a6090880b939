"""Fuzzes with coverage as the guide.

``python -m tests.ingest.fuzz.atheris_harness message -max_total_time=600``: everything after the target is
libFuzzer's. Needs the package atheris.
"""

import random
import sys

import atheris

# What is imported in here is measured, so that inputs which reach new lines are kept.
with atheris.instrument_imports(include=["ingest", "contracts"]):
    from tests.ingest.fuzz.mutate import LARGEST, mutated
    from tests.ingest.fuzz.seeds import SEEDS
    from tests.ingest.fuzz.targets import TARGETS


def main() -> None:
    """Run libFuzzer on the target that the command line names."""
    # libFuzzer's own limit of 4,096 bytes would cut every message.
    name, rest = sys.argv[1], [sys.argv[0], f"-max_len={LARGEST}", *sys.argv[2:]]

    def mutate(data: bytes, max_size: int, seed: int) -> bytes:
        """Damage what libFuzzer holds, or begin anew with one of our seeds."""
        chance = random.Random(seed)
        kept = (data,) * 3 + SEEDS[name] if data else SEEDS[name]
        return mutated(kept, chance)[:max_size]

    atheris.Setup(rest, TARGETS[name], custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
