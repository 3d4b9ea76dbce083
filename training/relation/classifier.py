"""Trains the network of relations: `python -m training.relation.classifier MINILM.safetensors RUN [--resume FILE]`.

It reads our own sentences: `frames.tsv` and `acts.tsv` (composed and dressed anew in each round) and the free ones of
`sentences.tsv`. Needs torch and MiniLM's weights (safetensors); writes RUN/weights.pt and RUN/network.onnx, which is
shipped as chancery/data/relation/network.onnx.
"""

from __future__ import annotations

import argparse
import logging
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from chancery.coding.relation_network import Marked, Span, marked
from training.export import PackedLayer
from training.network import WIDTH, Network, load_encoder
from training.relation import compose, generate, measure

log = logging.getLogger("training")
Row: TypeAlias = tuple[str, str, Span, Span]

TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE",
    "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
LAYERS = 4
BATCH = 16
COMPOSED = 900
"""Composed sentences in each round."""
SWAPPED = 0.35
"""Share of free sentences in which one party gets another name, so that names tell less than words."""
SMOOTHING = 0.05
SEED = 3


class Classifier(nn.Module):
    """The first layers of MiniLM and one linear layer on the mean and on the marks of both parties."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.net = Network(upos=1, xpos=1, names=1, deprels=1, shapes=2)
        load_encoder(self.net, weights)
        nn.init.zeros_(self.net.shape.weight)
        self.net.layers = self.net.layers[:LAYERS]
        self.head = nn.Sequential(nn.Dropout(0.2), nn.Linear(3 * WIDTH, len(TYPES)))
        for part in (self.net.piece, self.net.place, self.net.shape, self.net.layers[0]):
            part.requires_grad_(False)

    def forward(self, pieces: Tensor, source: Tensor, recipient: Tensor) -> Tensor:
        """Return the scores of the types for rows of pieces."""
        hidden, mean = self.net.encode(pieces, torch.zeros_like(pieces))
        wide = (-1, 1, WIDTH)
        marks = [hidden.gather(1, at[:, None, None].expand(wide))[:, 0] for at in (source, recipient)]
        scores: Tensor = self.head(torch.cat((mean, *marks), -1))
        return scores


def rounds(choose: random.Random) -> Iterator[list[Row]]:
    """Yield the rows of one round after the other, each time dressed otherwise."""
    words = generate.fillers()
    free = [(row["type"], row["text"], row["source"], row["recipient"]) for row in measure.sentences()]
    frames = generate.frames()
    while True:
        composed = list(compose.composed(choose, COMPOSED))
        rows = [_swapped(row, words, choose) for row in free]
        rows += [_dressed(kind, frame, words, choose) for kind, frame in (*frames, *composed)]
        choose.shuffle(rows)
        yield rows


def _dressed(kind: str, frame: str, words: dict[str, list[str]], choose: random.Random) -> Row:
    named = ("sources", "recipients")
    lead, source, recipient, tail = (
        choose.choice(words[key]) if key in named or choose.random() < 0.4 else ""
        for key in ("leads", "sources", "recipients", "tails")
    )
    row = generate.filled(frame, lead, source, recipient, tail)
    return kind, row["text"], row["source"], row["recipient"]


def _swapped(row: Row, words: dict[str, list[str]], choose: random.Random) -> Row:
    kind, text, source, recipient = row
    if choose.random() >= SWAPPED or (source[0] < recipient[1] and recipient[0] < source[1]):
        return row
    first = choose.random() < 0.5
    old, other = (source, recipient) if first else (recipient, source)
    name = choose.choice(words["sources" if first else "recipients"]).split(",")[0]
    more = len(name) - (old[1] - old[0])
    new = old[0], old[0] + len(name)
    other = (other[0] + more, other[1] + more) if other[0] > old[0] else other
    text = text[: old[0]] + name + text[old[1] :]
    return (kind, text, new, other) if first else (kind, text, other, new)


def batches(rows: Sequence[Row], choose: random.Random) -> list[list[tuple[str, Marked]]]:
    """Return rows of like length together, in a random order."""
    read = [(kind, marked(text, source, recipient)) for kind, text, source, recipient in rows]
    found = []
    for start in range(0, len(read), 10 * BATCH):
        part = sorted(read[start : start + 10 * BATCH], key=lambda row: len(row[1].pieces))
        found += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
    choose.shuffle(found)
    return found


def tensors(rows: Sequence[Marked]) -> tuple[Tensor, Tensor, Tensor]:
    """Return padded pieces and the places of the marks."""
    longest = max(len(row.pieces) for row in rows)
    pieces = torch.tensor([row.pieces + [0] * (longest - len(row.pieces)) for row in rows])
    return pieces, torch.tensor([row.source for row in rows]), torch.tensor([row.recipient for row in rows])


def wanted(kind: str) -> Tensor:
    """Return the share of each type for a label; YIELD is CONCEDE or RETREAT."""
    names = ("CONCEDE", "RETREAT") if kind == "YIELD" else (kind,)
    target = torch.full((len(TYPES),), SMOOTHING / len(TYPES))
    for name in names:
        target[TYPES.index(name)] += (1 - SMOOTHING) / len(names)
    return target


def train(model: Classifier, number: int, rate: float, run: Path) -> None:
    """Trains for some rounds, the rate rising for a tenth of the way and falling after, and saves each round."""
    choose = random.Random(SEED)
    encoder = [part for part in model.net.layers.parameters() if part.requires_grad]
    groups = [{"params": encoder, "lr": rate}, {"params": model.head.parameters(), "lr": 10 * rate}]
    optimizer, source = torch.optim.AdamW(groups, weight_decay=0.01), rounds(choose)
    todo = [batches(next(source), choose) for _ in range(number)]
    steps = sum(map(len, todo))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    for count, parts in enumerate(todo):
        model.train()
        total = 0.0
        for part in parts:
            scores = model(*tensors([row for _, row in part])).log_softmax(-1)
            loss = -(torch.stack([wanted(kind) for kind, _ in part]) * scores).sum(-1).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        log.info("round %d: loss %.3f", count, total / len(parts))
        torch.save(model.state_dict(), run / "weights.pt")


class Shipped(nn.Module):
    """The classifier as the package runs it, on one sentence, which needs no padding."""

    def __init__(self, model: Classifier) -> None:
        super().__init__()
        self.model, self.layers = model, nn.ModuleList(PackedLayer(layer) for layer in model.net.layers)

    def forward(self, pieces: Tensor, marks: Tensor) -> Tensor:
        """Return the scores of the types; `marks` are the places of source and recipient."""
        net = self.model.net
        hidden = net.norm(net.piece(pieces) + net.place(torch.arange(pieces.shape[0])) + net.shape.weight[0])
        for layer in self.layers:
            hidden = layer(hidden)
        scores: Tensor = self.model.head(torch.cat((hidden.mean(0, keepdim=True), hidden[marks])).view(1, -1))
        return scores


def export(model: Classifier, path: Path) -> None:
    """Writes the network as ONNX, 8 bits a weight, as the analyser's is."""
    example = torch.tensor([101, 2054, 2003, 102]), torch.tensor([1, 2])
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Shipped(model.eval()).eval(), example, str(plain), input_names=["pieces", "marks"],
            output_names=["scores"], dynamic_axes={"pieces": {0: "pieces"}}, opset_version=20, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            plain, path, weight_type=QuantType.QInt8, reduce_range=True, per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"], extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip


def main() -> None:
    """Reads the arguments, trains and exports."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("encoder", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--resume", type=Path)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(args.threads)
    torch.manual_seed(SEED)
    args.run.mkdir(parents=True, exist_ok=True)
    model = Classifier(args.encoder)
    if args.resume:
        model.load_state_dict(torch.load(args.resume, weights_only=True))
    train(model, args.rounds, args.rate, args.run)
    export(model, args.run / "network.onnx")


if __name__ == "__main__":
    main()
