"""A checkpoint to the files the package ships: `python -m training.export RUN/epoch9.pt MINILM_DIRECTORY OUT`.

The encoder becomes ONNX with signed 8-bit weights of reduced range (7 bits), which processors without VNNI add up
without overflow; the small relation scorer stays in floating point, in `relations.onnx`.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from chancery.language.model import MAX_PIECES
from chancery.language.pieces import SHAPES
from training.network import ARC, ATTENTION_HEADS, RELATION, WIDTH, Layer, Network

log = logging.getLogger("training")
INPUTS = ("ids", "shapes", "first", "last")
OUTPUTS = ("upos", "xpos", "names", "arcs", "dependents", "heads", "vector")


class PackedLayer(nn.Module):
    """A layer whose query, key and value come from one product, so that its input is quantised once."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        parts = (layer.query, layer.key, layer.value)
        self.three = nn.Linear(WIDTH, 3 * WIDTH)
        self.three.weight.data = torch.cat([part.weight.data for part in parts])
        self.three.bias.data = torch.cat([part.bias.data for part in parts])
        scale = (WIDTH // ATTENTION_HEADS) ** -0.5
        self.three.weight.data[:WIDTH] *= scale
        self.three.bias.data[:WIDTH] *= scale
        self.layer = layer

    def forward(self, hidden: Tensor) -> Tensor:
        apart = self.three(hidden).view(-1, 3 * ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).transpose(0, 1)
        query, key, value = apart.split(ATTENTION_HEADS, 0)
        seen = ((query @ key.transpose(-1, -2)).softmax(-1) @ value).transpose(0, 1)
        layer = self.layer
        hidden = layer.norm_mix(hidden + layer.mix(seen.reshape(-1, WIDTH)))
        return layer.norm_out(hidden + layer.narrow(nn.functional.gelu(layer.widen(hidden))))


class Shipped(nn.Module):
    """The network as the package runs it, on one sentence: tags chosen, arcs and relation parts as scores.

    One sentence at a time needs no padding, and activations are scaled by what stands in the sentence alone, so that
    it is read the same wherever it stands.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.places = nn.Parameter(network.place.weight.data[:MAX_PIECES].clone())
        self.layers = nn.ModuleList(PackedLayer(layer) for layer in network.layers)
        self.tags = nn.Linear(WIDTH, 1)
        self.heads = nn.Linear(WIDTH, 1)
        tags = (network.upos, network.xpos, network.names)
        parts = (network.arc_dep, network.arc_head, network.rel_dep, network.rel_head)
        for target, sources in ((self.tags, tags), (self.heads, parts)):
            target.weight.data = torch.cat([part.weight.data for part in sources])
            target.bias.data = torch.cat([part.bias.data for part in sources])
        self.sizes = [part.out_features for part in tags]

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        net = self.network
        hidden = net.norm(net.piece(ids) + self.places[: ids.shape[0]] + net.shape(shapes))
        for layer in self.layers:
            hidden = layer(hidden)
        words = (hidden[first] + hidden[last]) * 0.5
        upos, xpos, names = self.tags(words).split(self.sizes, -1)
        arc_dep, arc_head, dependents, heads = nn.functional.gelu(self.heads(words)).split(ARC, -1)
        arcs = arc_dep @ net.arc(arc_head).transpose(0, 1) * ARC**-0.5 + net.arc_bias(arc_head).transpose(0, 1)
        return upos.argmax(-1), xpos.argmax(-1), names, arcs, dependents, heads, net.vector(hidden.mean(0))


def export(network: Network, path: Path) -> None:
    """Writes the network as ONNX, 8 bits a weight."""
    shipped = Shipped(network.eval()).eval()
    example = tuple(map(torch.tensor, ([101, 2054, 2003, 102], [0, 1, 2, 0], [0, 1, 2], [0, 1, 2])))
    axes = {name: {0: "pieces" if name in ("ids", "shapes") else "words"} for name in INPUTS + OUTPUTS}
    axes["arcs"] = {0: "words", 1: "words"}
    del axes["vector"]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            shipped, example, str(plain), input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
            opset_version=20, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            plain, path, weight_type=QuantType.QInt8, reduce_range=True, per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"], extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
    onnx.checker.check_model(str(path))


class Relations(nn.Module):
    """The best relation of each of some words to its head; never that of a root, which the tree itself gives."""

    def __init__(self, network: Network, root: int) -> None:
        super().__init__()
        self.network, self.root = network, root

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        scores = self.network.relations(dependents, heads)
        return torch.cat(
            (scores[:, : self.root], scores[:, self.root : self.root + 1] - 1e4, scores[:, self.root + 1 :]), 1
        ).argmax(-1)


def export_relations(network: Network, root: int, path: Path) -> None:
    """Writes the scorer of relations as ONNX, in floating point."""
    example = (torch.zeros(2, RELATION), torch.zeros(2, RELATION))
    names = {"input_names": ["dependents", "heads"], "output_names": ["relations"]}
    axes = {name: {0: "words"} for name in ("dependents", "heads", "relations")}
    module = Relations(network.eval(), root).eval()
    torch.onnx.export(module, example, str(path), dynamic_axes=axes, opset_version=20, dynamo=False, **names)


def main() -> None:
    """Reads the arguments and exports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    labels = json.loads((args.checkpoint.parent / "labels.json").read_text())
    network = Network(
        upos=len(labels["upos"]), xpos=len(labels["xpos"]), names=len(labels["names"]),
        deprels=len(labels["deprels"]), shapes=1 + 2 * len(SHAPES),
    )  # fmt: skip
    network.load_state_dict(torch.load(args.checkpoint, weights_only=True))
    args.out.mkdir(parents=True, exist_ok=True)
    export_relations(network, labels["deprels"].index("root"), args.out / "relations.onnx")
    export(network, args.out / "encoder.onnx")
    (args.out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
    shutil.copy(args.encoder / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
