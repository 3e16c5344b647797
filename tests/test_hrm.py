import pytest
import torch

from model_core.config import ModelConfig
from model_core.hrm import HRMDLP
from tests.conftest import Exported


def inputs(config: ModelConfig, batch: int, length: int) -> tuple[torch.Tensor, ...]:
    torch.manual_seed(1)
    return (
        torch.randint(40, config.vocab_size, (batch, length)),
        torch.ones(batch, length),
        torch.randn(batch, config.n_slow_blocks, config.slow_hidden_dim),
        torch.tanh(torch.randn(batch, config.memory_vec_dim)),
        torch.ones(batch, 1),
    )


def test_base_has_about_24_million_parameters_and_the_seeds_output_shapes() -> None:
    model = HRMDLP(ModelConfig.load("base")).eval()
    assert 23e6 < sum(p.numel() for p in model.parameters()) < 26e6
    with torch.no_grad():
        doc, tags, state, memory = model(*inputs(model.config, 2, 64))
    assert (doc.shape, tags.shape) == ((2, 4), (2, 64, 21))
    assert (state.shape, memory.shape) == ((2, 2, 384), (2, 256))


def test_zero_memory_is_exactly_the_learned_seed(exported: Exported) -> None:
    model = exported.model
    zero = torch.zeros(3, model.config.memory_vec_dim)
    assert torch.equal(model.initial_state(zero), model.learned_seed.expand(3, -1, -1))
    assert not torch.equal(model.initial_state(zero + 0.5), model.learned_seed.expand(3, -1, -1))


def test_first_reads_memory_and_later_segments_read_state(exported: Exported) -> None:
    model = exported.model
    ids, mask, state, memory, first = inputs(model.config, 1, 128)
    with torch.no_grad():
        opening = model(ids, mask, state, memory, first)
        assert torch.equal(opening[0], model(ids, mask, state * 0, memory, first)[0])
        assert not torch.equal(opening[0], model(ids, mask, state, memory * 0, first)[0])
        later = model(ids, mask, state, memory, first * 0)
        assert torch.equal(later[0], model(ids, mask, state, memory * 0, first * 0)[0])
        assert not torch.equal(later[0], model(ids, mask, state * 0, memory, first * 0)[0])


def test_the_slow_state_is_the_only_way_from_one_segment_to_the_next(exported: Exported) -> None:
    model = exported.model
    ids, mask, state, memory, first = inputs(model.config, 1, 128)
    with torch.no_grad():
        before = model(ids, mask, state, memory, first * 0)[1]
        # A token changes tags inside its own segment, in earlier strides too.
        changed = ids.clone()
        changed[0, 100] = 39
        after = model(changed, mask, state, memory, first * 0)[1]
    assert not torch.allclose(before[0, 0], after[0, 0], atol=1e-7)


def test_a_fully_padded_stride_leaves_the_state_unchanged(exported: Exported) -> None:
    model = exported.model
    ids, mask, state, memory, first = inputs(model.config, 1, 128)
    ids[:, 64:], mask[:, 64:] = 0, 0
    with torch.no_grad():
        long = model(ids, mask, state, memory, first)[2]
        short = model(ids[:, :64], mask[:, :64], state, memory, first)[2]
    torch.testing.assert_close(long, short, rtol=0, atol=1e-6)


def test_the_gate_flag_takes_the_slow_tier_out_of_the_tags() -> None:
    torch.manual_seed(0)
    shape = ModelConfig.load("tiny")
    gated = HRMDLP(shape).eval()
    with torch.no_grad():
        for gate in gated.gates:
            gate.slow.weight.normal_(std=0.2)
    plain = HRMDLP(ModelConfig(**{**shape.__dict__, "slow_gate": False})).eval()
    plain.load_state_dict(gated.state_dict())
    ids, mask, state, memory, first = inputs(shape, 1, 128)
    with torch.no_grad():
        tags = [m(ids, mask, s, memory, first * 0)[1] for m in (gated, plain) for s in (state, state * 0)]
    assert not torch.equal(tags[0], tags[1])
    assert torch.equal(tags[2], tags[3])


@pytest.mark.parametrize("length", [64, 256])
def test_every_parameter_of_the_step_gets_a_gradient(length: int) -> None:
    torch.manual_seed(0)
    model = HRMDLP(ModelConfig.load("tiny"))
    out = model.step(*inputs(model.config, 2, length))
    (out.doc.square().sum() + out.tags.square().sum() + out.memory.square().sum()).backward()
    without = [name for name, p in model.named_parameters() if p.grad is None and not name.startswith("auxiliary")]
    assert without == []
