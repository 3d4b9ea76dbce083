"""Trains the analyser: `python -m training.train TREEBANK_DIRECTORY MINILM_DIRECTORY RUN_DIRECTORY`.

The learning rate falls linearly with the share of `--minutes` that has passed, so that a run ends on time on a
machine that others use too. Averaged weights are written after every epoch.
"""

from __future__ import annotations

import argparse
import copy
import dataclasses
import json
import logging
import random
import time
from pathlib import Path

import torch
from torch import Tensor, nn

from chancery.language.pieces import SHAPES, PieceReader
from training.examples import Batch, Labels, batches, drawn, epoch, name_pool
from training.network import Network, load_encoder
from training.scores import Scores, score
from training.statements import made_up
from training.treebank import read

log = logging.getLogger("training")
AVERAGING = 0.998
WARMUP = 0.03


def losses(network: Network, batch: Batch, vectors: Tensor | None = None) -> Tensor:
    """The weighted sum of the losses of all heads."""
    upos, xpos, names, arcs, rel_dep, rel_head, vector = network(batch.ids, batch.shapes, batch.first, batch.last)
    padding = torch.zeros(batch.first.shape).masked_fill(batch.first == 0, -1e4)
    padding[:, 0] = 0.0
    arcs = arcs + padding[:, None, :]
    heads = batch.heads.clamp(min=0)[:, :, None].expand(-1, -1, rel_head.shape[-1])
    relations = network.relations(rel_dep, rel_head.gather(1, heads))
    entropy = nn.functional.cross_entropy
    total = (
        entropy(arcs.flatten(0, 1), batch.heads.flatten(), ignore_index=-100)
        + entropy(relations.flatten(0, 1), batch.deprels.flatten(), ignore_index=-100)
        + 0.5 * entropy(upos.flatten(0, 1), batch.upos.flatten(), ignore_index=-100)
        + 0.5 * entropy(xpos.flatten(0, 1), batch.xpos.flatten(), ignore_index=-100)
    )
    if (batch.names != -100).any():
        total = total + 1.5 * entropy(names.flatten(0, 1), batch.names.flatten(), ignore_index=-100)
    if vectors is not None:
        total = total + 0.3 * (1 - nn.functional.cosine_similarity(vector, vectors)).mean()
    return total


def groups(network: Network, rate: float, head_rate: float, decay: float) -> list[dict[str, object]]:
    """Parameter groups: the nearer to the input, the slower; the piece table is left alone."""
    network.piece.weight.requires_grad_(False)
    found: list[dict[str, object]] = []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        parts = name.split(".")
        if parts[0] == "layers":
            own = rate * decay ** (5 - int(parts[1]))
        elif parts[0] in ("place", "norm"):
            own = rate * decay**6
        else:
            own = head_rate
        found.append({"params": [parameter], "peak": own, "weight_decay": 0.01 if parameter.ndim > 1 else 0.0})
    return found


@torch.no_grad()
def average(into: Network, network: Network, step: int) -> None:
    """Moves the averaged weights a little towards the present ones."""
    keep = min(AVERAGING, (1 + step) / (10 + step))
    for mean, now in zip(into.parameters(), network.parameters(), strict=True):
        if now.requires_grad:
            mean.lerp_(now, 1 - keep)


def main() -> None:
    """Reads the arguments and trains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--minutes", type=float, default=85)
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--batch", type=int, default=1200)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--made-up", type=int, default=600, help="made-up sentences in each epoch")
    parser.add_argument(
        "--further", type=Path, help="a CoNLL-U file of further trees, such as training/diplomatic.conllu"
    )
    parser.add_argument("--times", type=int, default=1, help="how often each further tree is seen in an epoch")
    parser.add_argument("--share", type=float, default=1.0, help="the share of the treebank's documents in an epoch")
    parser.add_argument("--people", type=Path, help="names of people, one a line, to put in place of the treebank's")
    parser.add_argument("--places", type=Path, help="names of places, likewise")
    parser.add_argument("--resume", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--begin", type=float, default=0.0, help="the share of training that lies behind it")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    dice = random.Random(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    trees = read(args.treebank / "train.conllu.gz")
    dev = read(args.treebank / "dev.conllu.gz")
    further = read(args.further) if args.further else []
    labels = Labels.of(trees)
    pool = name_pool(
        trees, *(path.read_text(encoding="utf-8").splitlines() if path else [] for path in (args.people, args.places))
    )
    (args.run / "labels.json").write_text(json.dumps(dataclasses.asdict(labels)))
    reader = PieceReader(args.encoder / "tokenizer.json")
    network = Network(
        upos=len(labels.upos), xpos=len(labels.xpos), names=len(labels.names), deprels=len(labels.deprels),
        shapes=1 + 2 * len(SHAPES),
    )  # fmt: skip
    load_encoder(network, args.encoder / "model.safetensors")
    teacher = copy.deepcopy(network).eval().requires_grad_(False)
    if args.resume:
        network.load_state_dict(torch.load(args.resume, weights_only=True))
    mean = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(groups(network, args.rate, args.head_rate, 0.9), betas=(0.9, 0.98))
    start, step = time.monotonic(), 0
    for number in range(args.epochs):
        tree_list = epoch(drawn(trees, args.share, dice), dice, pool=pool) + epoch(
            further * args.times, dice, 0.0, pool
        )
        tree_list += epoch(made_up(1000 * args.seed + number, args.made_up), dice, 0.0)
        network.train()
        total = 0.0
        for count, batch in enumerate(batches(tree_list, labels, reader, size=args.batch, dice=dice)):
            share = (time.monotonic() - start) / (60 * args.minutes)
            passed = args.begin + (1 - args.begin) * share
            if passed >= 1:
                break
            factor = min(1.0, share / WARMUP) * (1 - passed) + 1e-3
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            vectors = None
            if count % 4 == 0:
                with torch.no_grad():
                    vectors = teacher.encode(batch.ids, torch.zeros_like(batch.shapes))[1]
            loss = losses(network, batch, vectors)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            step += 1
            average(mean, network, step)
            total += float(loss.detach())
            if count % 40 == 39:
                log.info("epoch %d batch %d loss %.3f passed %.3f", number, count + 1, total / (count + 1), passed)
        result: Scores = score(mean, dev, labels, reader)
        log.info("epoch %d: loss %.3f, dev %s", number, total / (count + 1), result)
        torch.save(mean.state_dict(), args.run / f"epoch{number}.pt")
        if passed >= 1:
            break


if __name__ == "__main__":
    main()
