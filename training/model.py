"""The tagger as a torch module: an encoder, a layer of tags, and a layer that asks for each cue what is whose."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Self

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from onrecord.extract.windows import MARKS

TAGS = 7
ROLES = 2
WIDTH = 128


class Answer(NamedTuple):
    """For each piece: its seven tags' logits; what it asks for if it is a cue; what it offers to cues."""

    tags: Tensor
    asks: Tensor
    offers: Tensor


class Tagger(nn.Module):
    """``asks`` holds a vector for content and one for source; the product with ``offers`` is the logit of the role."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        size = config.hidden_size
        self.marks = nn.Embedding(MARKS, size)
        nn.init.zeros_(self.marks.weight)
        self.drop = nn.Dropout(config.hidden_dropout_prob)
        self.tags = nn.Linear(size, TAGS)
        self.cue = nn.Linear(size, WIDTH)
        self.asks = nn.Linear(WIDTH, ROLES * WIDTH)
        self.offers = nn.Linear(size, WIDTH)
        self.act = nn.GELU()

    @classmethod
    def from_base(cls, folder: Path) -> Self:
        """The base encoder's weights under fresh heads; no dropout of attention, which costs time and gains nothing."""
        config = BertConfig.from_pretrained(folder, attention_probs_dropout_prob=0.0)
        model = cls(config)
        model.encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        return model

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Answer:
        return self.answer(self.drop(self.hidden(ids, marks, mask)))

    def hidden(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """What the encoder makes of each piece."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.marks(marks)
        out: Tensor = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return out

    def answer(self, hidden: Tensor) -> Answer:
        asks = self.asks(self.act(self.cue(hidden))) * WIDTH**-0.5
        return Answer(self.tags(hidden), asks, self.act(self.offers(hidden)))


def roles_of(answer: Answer, row: Tensor, cues: Tensor) -> Tensor:
    """Logits of (nothing, content, source) for every piece of the cue's window: [cues, pieces, 3].

    ``row`` is each cue's row in the batch, ``cues`` its pieces' weights, which sum to one.
    """
    asked = torch.einsum("cn,cnd->cd", cues, answer.asks[row]).view(len(row), ROLES, WIDTH)
    scores = torch.einsum("crd,cnd->cnr", asked, answer.offers[row])
    return torch.cat([torch.zeros_like(scores[..., :1]), scores], dim=-1)
