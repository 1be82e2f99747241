"""The trained classifier of episodes, and the features that it looks at."""

from __future__ import annotations

import os

import numpy as np
import pandas as pd

from . import _noctemg


def episode_features() -> pd.DataFrame:
    """Name, unit and meaning of everything that is measured on an episode.

    >>> import noctemg as ng
    >>> ng.episode_features().loc["level_ratio", "unit"]
    '1'
    """
    table = pd.DataFrame(_noctemg.episode_features(), columns=["name", "unit", "meaning"])
    return table.set_index("name")


class EpisodeModel:
    """Boosted trees that give every label of an episode its probability.

    Without an argument the model that noctemg ships with; else a model file (``./run train`` and
    ``python/training`` make such files).

    >>> import noctemg as ng
    >>> "cramp" in ng.EpisodeModel().labels
    True
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        """Read a model file.

        Raises
        ------
        FileNotFoundError
            There is no such file.
        noctemg.InputError
            It is no model; the message names line, value and rule.
        """
        if path is None:
            self._model = _noctemg.EpisodeModel.shipped()
        else:
            self._model = _noctemg.EpisodeModel.load(os.fspath(path))

    @property
    def inputs(self) -> list[str]:
        """Names of the features that it takes."""
        return self._model.inputs()

    @property
    def labels(self) -> list[str]:
        """Labels that it tells apart."""
        return self._model.labels()

    def predict_proba(self, features: pd.DataFrame) -> pd.DataFrame:
        """Probability of every label.

        Parameters
        ----------
        features
            (n_episodes, any columns that hold :attr:`inputs`), as ``Night.features``;
            NaN = unknown.

        Returns
        -------
        (n_episodes, n_labels), rows sum to 1.

        Raises
        ------
        ValueError
            An input is missing.
        """
        missing = [name for name in self.inputs if name not in features.columns]
        if missing:
            raise ValueError(f"features lack {', '.join(missing)}")
        values = np.ascontiguousarray(features[self.inputs].to_numpy(np.float64))
        result = np.empty((len(values), len(self.labels)))
        self._model.probabilities_into(values, result)
        return pd.DataFrame(result, columns=self.labels, index=features.index)

    def __repr__(self) -> str:
        return f"<EpisodeModel {self._model.identity()}>"
