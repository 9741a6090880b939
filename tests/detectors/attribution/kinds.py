"""Recordings with the patterns of made-up decoders."""

import numpy as np

from contracts.features.audio import AUDIO_FEATURES

Features = dict[str, float | None]

PATTERNS: dict[str, dict[str, float]] = {
    "Anvil": {"comb_z_200": 20.0, "comb_z_100": 12.0, "comb_z_50": 8.0},
    "Bellows": {"comb_z_86_13": 22.0, "comb_z_172_27": 15.0, "comb_z_43_07": 9.0},
    "Cog": {"comb_z_57_42": 9.0, "comb_z_114_84": 11.0, "comb_z_229_69": 10.0},
}


def recording(pattern: dict[str, float], rng: np.random.Generator, strength: float = 1.0) -> Features:
    """Features with a pattern of this strength, and chance."""
    values: Features = dict.fromkeys(spec.name for spec in AUDIO_FEATURES)
    for name in values:
        if name.startswith("comb_z_"):
            values[name] = float(rng.normal(0.0, 0.5))
    for name, z in pattern.items():
        values[name] = float(strength * z * rng.uniform(0.85, 1.15))
    return values | {"evidence_first": 2.0 * strength}
