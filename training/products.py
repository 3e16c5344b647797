"""Quantised products whose result is only ever cut into columns, made one product for each cut.

Cutting copies every number once more, while a product writes each part where it is wanted for the same work. The
weights stay whole in the file, where they have one name; the runtime cuts them when it loads the graph.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import NodeProto, helper, numpy_helper

FLOAT = onnx.TensorProto.FLOAT


@dataclass
class Chain:
    """The nodes of one dynamic int8 product, from integers to what is cut out of its result.

    Attributes:
        sizes: columns of each part, in order.
        parts: their names.
        nodes: all of them, to be replaced.
    """

    product: NodeProto
    input_scale: str
    weight_scale: str
    sizes: list[int]
    parts: list[str]
    nodes: list[NodeProto] = field(default_factory=list)


def divide(graph: onnx.GraphProto) -> None:
    """Replace every such product in place; what is computed stays the same to the last bit."""
    made = {name: node for node in graph.node for name in node.output}
    uses: dict[str, list[NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            uses[name].append(node)
    widths = {tensor.name: tensor.dims[-1] for tensor in graph.initializer if tensor.dims}
    pieces: dict[str, list[str]] = {}
    for node in [node for node in graph.node if node.op_type == "MatMulInteger"]:
        chain = _chain(node, made, uses, widths)
        if chain is not None:
            at = list(graph.node).index(chain.nodes[-1])
            # A graph of several segments multiplies by the same weights several times.
            weights = (chain.product.input[1], chain.product.input[3], chain.weight_scale)
            cuts = [node for name in weights if name not in pieces for node in _cut(name, chain.sizes, pieces)]
            for position, new in enumerate((*cuts, *_divided(chain, pieces))):
                graph.node.insert(at + position, new)
            for old in chain.nodes:
                graph.node.remove(old)


def _chain(
    product: NodeProto, made: dict[str, NodeProto], uses: dict[str, list[NodeProto]], widths: dict[str, int]
) -> Chain | None:
    """The chain that starts with a MatMulInteger, if its result is cut along its last axis and nowhere else."""
    (cast,) = uses[product.output[0]]
    (scaled,) = uses[cast.output[0]]
    scales = made[scaled.input[1] if scaled.input[0] == cast.output[0] else scaled.input[0]]
    cuts = uses[scaled.output[0]]
    if len(cuts) != 1 or cuts[0].op_type != "Split":
        return None
    (split,) = cuts
    sizes = _constant(made, split.input[1])
    axis = next((a.i for a in split.attribute if a.name == "axis"), 0)
    weight_scale = next(name for name in scales.input if name in widths)
    if axis != -1 or sum(sizes) != widths[product.input[1]]:
        return None
    input_scale = next(name for name in scales.input if name != weight_scale)
    nodes = [product, cast, scales, scaled, split]
    return Chain(product, input_scale, weight_scale, sizes, list(split.output), nodes)


def _constant(made: dict[str, NodeProto], name: str) -> list[int]:
    values: list[int] = numpy_helper.to_array(made[name].attribute[0].t).tolist()
    return values


def _cut(name: str, sizes: list[int], pieces: dict[str, list[str]]) -> list[NodeProto]:
    """Nodes that cut a weight, its zero points or its scales, which is noted in ``pieces``."""
    pieces[name] = [f"{name}/{n}" for n in range(len(sizes))]
    count = f"{name}/sizes"
    value = numpy_helper.from_array(np.array(sizes, np.int64), count)
    return [
        helper.make_node("Constant", [], [count], count, value=value),
        helper.make_node("Split", [name, count], pieces[name], f"{name}/cut", axis=-1),
    ]


def _divided(chain: Chain, pieces: dict[str, list[str]]) -> list[NodeProto]:
    rows, weight, zero, weight_zero = chain.product.input
    nodes: list[NodeProto] = []
    for n, part in enumerate(chain.parts):
        base = f"{chain.product.name}/{n}"
        whole, real, scale = f"{base}/int", f"{base}/float", f"{base}/scale"
        nodes += (
            helper.make_node("MatMulInteger", [rows, pieces[weight][n], zero, pieces[weight_zero][n]], [whole], whole),
            helper.make_node("Cast", [whole], [real], real, to=FLOAT),
            helper.make_node("Mul", [chain.input_scale, pieces[chain.weight_scale][n]], [scale], scale),
            helper.make_node("Mul", [real, scale], [part], base),
        )
    return nodes
