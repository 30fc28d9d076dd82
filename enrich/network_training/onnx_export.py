"""The trained encoder as one ONNX file: weights of one byte each, with the words and classes it knows."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from enrich.network_training.encoder import ClassifyingEncoder


class _OfOnePassage(nn.Module):
    """Without a mask: each passage is read by itself."""

    def __init__(self, encoder: ClassifyingEncoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        scores, attention = self.encoder(pieces, torch.ones_like(pieces))
        return scores, attention


def export(
    encoder: ClassifyingEncoder, target: Path, about: dict[str, Sequence[str] | str]
) -> None:
    """Writes the file; `about` is kept in it, lists a line an entry."""
    encoder.eval()
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        torch.onnx.export(
            _OfOnePassage(encoder),
            (torch.ones(1, 77, dtype=torch.long),),
            str(whole),
            input_names=["pieces"],
            output_names=["scores", "attention"],
            dynamic_axes={"pieces": {1: "n"}, "attention": {1: "n"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8)
        model = onnx.load(str(small))
        for key, value in about.items():
            entry = model.metadata_props.add()
            entry.key, entry.value = key, value if isinstance(value, str) else "\n".join(value)
        onnx.save(model, str(target))
