"""A bank gives what the product with its matrix gives."""

import numpy as np
import pytest

from detectors.audio.bank import Bank

RNG = np.random.default_rng(4)


@pytest.mark.parametrize(
    "rows_of_bands",
    [
        [[0, 1, 1], [1, 0, 1], [1, 0, 0], [0, 1, 1], [1, 1, 0]],
        [[1, 0], [1, 0], [0, 0]],
        [[0], [0]],
    ],
)
def test_it_multiplies_by_the_matrix(rows_of_bands: list[list[int]]) -> None:
    weights = (np.array(rows_of_bands) * RNG.uniform(0.5, 2.0, np.shape(rows_of_bands))).astype(np.float32)
    spectra = RNG.uniform(0.0, 9.0, (7, len(weights))).astype(np.float32)
    bank = Bank(weights)
    assert bank.bins == len(weights)
    np.testing.assert_allclose(bank.of(spectra), spectra @ weights, rtol=1e-6, atol=1e-6)
    assert bank.of(spectra[:0]).shape == (0, weights.shape[1])
