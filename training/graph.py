"""The tagger as an ONNX graph, built node by node with onnxruntime's fused operators, and its 8-bit form.

Inputs ``ids`` and ``marks`` are [1, pieces]; outputs ``tags``, ``asks`` and ``offers`` are [1, pieces, …]. One window
a run: there is no padding, and so no mask, and no window can change another one's answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]

from onrecord.extract.windows import CUT, Ints

Weights = Mapping[str, NDArray[np.float32]]
_FUSED = "com.microsoft"


class _Graph:
    """Nodes and weights while they are gathered; every method returns the name of what it made."""

    def __init__(self, weights: Weights, eased: Weights) -> None:
        self.weights = weights
        self.eased = eased
        self.fed: dict[str, str] = {}
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def node(self, kind: str, *inputs: str, out: str = "", domain: str = "", **attributes: float) -> str:
        out = out or f"{kind}{len(self.nodes)}"
        known: dict[str, Any] = dict(attributes)
        self.nodes.append(helper.make_node(kind, list(inputs), [out], name=out, domain=domain, **known))
        return out

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def eased_to(self, value: str, layer: str, matrix: NDArray[np.float32]) -> tuple[str, str]:
        """A product's two factors, a channel's scale moved from the first to the second where ``eased`` says so."""
        self.fed[layer] = value
        scale = self.eased.get(layer)
        if scale is not None:
            value = self.node("Mul", value, self.constant(f"{layer}.eased", 1 / scale))
            matrix = matrix * scale[:, None]
        return value, self.constant(f"{layer}.T", matrix)

    def product(self, value: str, layer: str) -> str:
        """Without the layer's bias."""
        return self.node("MatMul", *self.eased_to(value, layer, self.weights[f"{layer}.weight"].T))

    def linear(self, value: str, layer: str, out: str = "") -> str:
        return self.node("Add", self.product(value, layer), self.weight(f"{layer}.bias"), out=out)

    def bent(self, value: str, layer: str) -> str:
        """A linear layer and its GELU."""
        return self.node("BiasGelu", self.product(value, layer), self.weight(f"{layer}.bias"), domain=_FUSED)

    def normed(self, value: str, skip: str, layer: str, norm: str, epsilon: float) -> str:
        """A linear layer, added to what it skipped, and normalised."""
        total = self.node("Add", self.linear(value, layer), skip)
        scale, bias = self.weight(f"{norm}.weight"), self.weight(f"{norm}.bias")
        return self.node("LayerNormalization", total, scale, bias, epsilon=epsilon)


def graph_of(
    weights: Weights, size: int, scale: float, eased: Weights | None = None, epsilon: float = 1e-12
) -> onnx.ModelProto:
    """The float graph. ``weights`` are named as in ``training.model.Tagger``; ``size`` is the channels of one attention
    head, however many a layer has; ``scale`` is that of ``asks``.

    ``eased`` is what ``easing`` gives: the same answers, from numbers that 8 bits hold better.
    """
    return _model(_graph(weights, size, scale, eased or {}, epsilon))


def _graph(weights: Weights, size: int, scale: float, eased: Weights, epsilon: float) -> _Graph:
    g = _Graph(weights, eased)
    hidden = _embedded(g, epsilon)
    layer = 0
    while f"encoder.encoder.layer.{layer}.output.dense.weight" in weights:
        hidden = _layer(g, hidden, f"encoder.encoder.layer.{layer}", size, epsilon)
        layer += 1
    g.linear(hidden, "tags", out="tags")
    asks = g.linear(g.bent(hidden, "cue"), "asks")
    g.node("Mul", asks, g.constant("scale", np.array(scale, dtype=np.float32)), out="asks")
    g.node("Identity", g.bent(hidden, "offers"), out="offers")
    return g


def _model(g: _Graph, shown: Sequence[str] = ("tags", "asks", "offers")) -> onnx.ModelProto:
    integers = [helper.make_tensor_value_info(n, TensorProto.INT64, [1, "pieces"]) for n in ("ids", "marks")]
    floats = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, "pieces", None]) for n in shown]
    graph = helper.make_graph(g.nodes, "tagger", integers, floats, list(g.constants.values()))
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def _embedded(g: _Graph, epsilon: float) -> str:
    base = "encoder.embeddings"
    words = _looked_up(g, f"{base}.word_embeddings.weight")
    marks = g.node("Gather", g.weight("marks.weight"), "marks")
    kinds = g.weights[f"{base}.token_type_embeddings.weight"][:1]
    places = g.constant("places", g.weights[f"{base}.position_embeddings.weight"][: CUT + 2] + kinds)
    length = g.node("Shape", "ids", start=1, end=2)
    zero = g.constant("zero", np.array([0], dtype=np.int64))
    here = g.node("Slice", places, zero, length, zero)
    total = g.node("Add", g.node("Add", words, marks), here)
    scale, bias = g.weight(f"{base}.LayerNorm.weight"), g.weight(f"{base}.LayerNorm.bias")
    return g.node("LayerNormalization", total, scale, bias, epsilon=epsilon)


def _looked_up(g: _Graph, name: str) -> str:
    """The rows of a table for the pieces, as 8-bit numbers with one scale a row: half of the model is this table."""
    table = g.weights[name]
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    rows = g.node("Gather", g.constant(f"{name}.rows", np.round(table / scales).astype(np.int8)), "ids")
    scale = g.node("Gather", g.constant(f"{name}.scales", scales.astype(np.float32)), "ids")
    return g.node("Mul", g.node("Cast", rows, to=TensorProto.FLOAT), scale)


def _layer(g: _Graph, hidden: str, name: str, size: int, epsilon: float) -> str:
    own = f"{name}.attention.self"
    parts = [f"{own}.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([g.weights[f"{part}.weight"].T for part in parts], axis=1)
    bias = np.concatenate([g.weights[f"{part}.bias"] for part in parts])
    mixed = g.node(
        "Attention",
        *g.eased_to(hidden, own, weight),
        g.constant(f"{own}.bias", bias),
        domain=_FUSED,
        num_heads=len(bias) // (3 * size),
    )
    attended = g.normed(mixed, hidden, f"{name}.attention.output.dense", f"{name}.attention.output.LayerNorm", epsilon)
    wide = g.bent(attended, f"{name}.intermediate.dense")
    return g.normed(wide, attended, f"{name}.output.dense", f"{name}.output.LayerNorm", epsilon)


def easing(weights: Weights, size: int, windows: Sequence[tuple[Ints, Ints]]) -> dict[str, NDArray[np.float32]]:
    """For each product the scale of each channel of its input that evens out input and weights.

    A few channels of an encoder's activations are far larger than the rest and would take all of the 8 bits; their
    size is moved half to the weights (SmoothQuant, Xiao et al. 2023). The last product of a layer is left as it is:
    its weights would become too uneven. ``windows`` are typical inputs.
    """
    g = _graph(weights, size, 1.0, {}, 1e-12)
    names = sorted(set(g.fed.values()))
    loaded = onnxruntime.InferenceSession(_model(g, names).SerializeToString(), providers=["CPUExecutionProvider"])
    peaks = {name: np.full(1, 1e-5, dtype=np.float32) for name in names}
    for ids, marks in windows:
        for name, value in zip(names, loaded.run(names, {"ids": ids[None], "marks": marks[None]}), strict=True):
            peaks[name] = np.maximum(peaks[name], np.abs(value[0]).max(axis=0))
    out = {}
    for layer, name in g.fed.items():
        if layer.endswith(".output.dense") and ".attention." not in layer:
            continue
        matrix = numpy_helper.to_array(g.constants[f"{layer}.T"])
        widest = np.maximum(np.abs(matrix).max(axis=1), 1e-5)
        out[layer] = np.sqrt(peaks[name] / widest).astype(np.float32)
    return out


def shrink(float_graph: Path, out: Path) -> None:
    """Weights of the encoder's products to 8 bits, a scale a channel; activations are scaled at run time, by their own
    window only. The small layers on top stay as they are.

    Seven of the eight bits are used, since processors without VNNI saturate sums of two full products: so the answer
    is the same on every processor.
    """
    nodes = onnx.load(float_graph).graph.node
    quantize_dynamic(
        float_graph,
        out,
        op_types_to_quantize=["MatMul", "Attention"],
        nodes_to_exclude=[
            n.name for n in nodes if set(n.input) & {f"{top}.T" for top in ("tags", "cue", "asks", "offers")}
        ],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
