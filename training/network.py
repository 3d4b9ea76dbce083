"""The network: a BERT encoder with a shape embedding, and heads for tags, heads, relations and names."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, INNER, LAYERS, ATTENTION_HEADS = 384, 1536, 6, 12
ARC, RELATION = 256, 256


class Layer(nn.Module):
    """One transformer layer, weights named by what they do."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_mix, self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        size = hidden.shape[0], hidden.shape[1], ATTENTION_HEADS, WIDTH // ATTENTION_HEADS
        query, key, value = (part(hidden).view(size).transpose(1, 2) for part in (self.query, self.key, self.value))
        scores = query @ key.transpose(-1, -2) * (WIDTH // ATTENTION_HEADS) ** -0.5 + mask
        seen = (self.dropout(scores.softmax(-1)) @ value).transpose(1, 2).reshape(hidden.shape)
        hidden = self.norm_mix(hidden + self.dropout(self.mix(seen)))
        return self.norm_out(hidden + self.dropout(self.narrow(nn.functional.gelu(self.widen(hidden)))))


class Network(nn.Module):
    """Pieces in, scores out; see `forward`."""

    def __init__(self, *, upos: int, xpos: int, names: int, deprels: int, shapes: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.piece = nn.Embedding(30522, WIDTH)
        self.place = nn.Embedding(512, WIDTH)
        self.shape = nn.Embedding(shapes, WIDTH)
        nn.init.normal_(self.shape.weight, std=0.01)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout, self.word_dropout = nn.Dropout(dropout), nn.Dropout(0.2)
        self.upos, self.xpos, self.names = (nn.Linear(WIDTH, size) for size in (upos, xpos, names))
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.rel_dep, self.rel_head = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.rel_pair, self.rel_sum = nn.Linear(RELATION, deprels), nn.Linear(2 * RELATION, deprels, bias=False)
        self.vector = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)

    def encode(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """Hidden states of all pieces and the mean of each sentence."""
        real = (ids != 0).to(self.norm.weight.dtype)
        mask = (1.0 - real)[:, None, None, :] * -1e4
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.dropout(self.norm(self.piece(ids) + self.place(places) + self.shape(shapes)))
        for layer in self.layers:
            hidden = layer(hidden, mask)
        mean = (hidden * real[:, :, None]).sum(1) / real.sum(1, keepdim=True)
        return hidden, mean

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """Scores of (upos, xpos, names), arcs [sentence, dependent, head], two relation parts, sentence vector."""
        hidden, mean = self.encode(ids, shapes)
        wide = (-1, -1, WIDTH)
        words = hidden.gather(1, first[:, :, None].expand(wide)) + hidden.gather(1, last[:, :, None].expand(wide))
        words = self.word_dropout(words * 0.5)
        gelu = nn.functional.gelu
        arc_dep, arc_head = self.word_dropout(gelu(self.arc_dep(words))), self.word_dropout(gelu(self.arc_head(words)))
        arcs = arc_dep @ self.arc(arc_head).transpose(1, 2) * ARC**-0.5 + self.arc_bias(arc_head).transpose(1, 2)
        rel_dep, rel_head = self.word_dropout(gelu(self.rel_dep(words))), self.word_dropout(gelu(self.rel_head(words)))
        return self.upos(words), self.xpos(words), self.names(words), arcs, rel_dep, rel_head, self.vector(mean)

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores of the relations between words and the heads chosen for them."""
        return self.rel_pair(dep * head) + self.rel_sum(torch.cat((dep, head), -1))


def load_encoder(network: Network, path: Path) -> None:
    """Copies the weights of a published MiniLM (safetensors, BERT names) into the network's encoder."""
    source = {name.removeprefix("bert."): weight for name, weight in load_file(path).items()}
    mine = {
        "piece.weight": "embeddings.word_embeddings.weight",
        "place.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "mix": "attention.output.dense", "norm_mix": "attention.output.LayerNorm",
        "widen": "intermediate.dense", "narrow": "output.dense", "norm_out": "output.LayerNorm",
    }  # fmt: skip
    for number in range(LAYERS):
        for here, there in parts.items():
            for kind in ("weight", "bias"):
                mine[f"layers.{number}.{here}.{kind}"] = f"encoder.layer.{number}.{there}.{kind}"
    state = {here: source[there] for here, there in mine.items()}
    state["place.weight"] = state["place.weight"] + source["embeddings.token_type_embeddings.weight"][0]
    missing, unexpected = network.load_state_dict(state, strict=False)
    assert not unexpected and not any(name.startswith(("layers", "piece", "place", "norm")) for name in missing)
