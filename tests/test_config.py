import dataclasses

import pytest
import yaml

from model_core.config import CONFIGS, ConfigError, ModelConfig, from_mapping
from model_core.labels import BIO_TAGS, DISPLAY, OUTSIDE, SHORT, TYPES, begin_tag


def base() -> dict[str, object]:
    return yaml.safe_load((CONFIGS / "base.yaml").read_text())


def test_base_is_the_founding_shape() -> None:
    config = ModelConfig.load("base")
    assert (config.d_model, config.n_fast_layers, config.n_heads, config.n_slow_blocks) == (384, 8, 6, 2)
    assert (config.slow_update_stride, config.memory_vec_dim, config.vocab_size) == (64, 256, 16000)
    assert (config.inner, config.segment_tokens, config.strides) == (1024, 512, 8)
    assert config.buckets == (64, 128, 256, 512)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"d_modell": 1}, "unknown key 'd_modell'"),
        ({"n_heads": "six"}, "n_heads must be int, not str"),
        ({"slow_gate": 1}, "slow_gate must be bool"),
        ({"n_heads": 5}, "multiple of n_heads"),
        ({"d_model": 0}, "d_model must be positive"),
        ({"max_len": 1000}, "multiple of segments"),
        ({"segment_len": 32}, "segment_len must equal"),
        ({"mask_denoise_prob": 1.5}, "mask_denoise_prob must lie"),
        ({"score_heads": ["sensitivity"]}, "score_heads must be"),
    ],
)
def test_a_wrong_key_is_named(change: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        from_mapping(ModelConfig, base() | change)


def test_a_missing_key_is_named() -> None:
    values = base()
    del values["rope_theta"]
    with pytest.raises(ConfigError, match="'rope_theta' is missing"):
        from_mapping(ModelConfig, values)


def test_config_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ModelConfig.load("base").d_model = 1  # type: ignore[misc]


def test_labels_agree() -> None:
    assert len(BIO_TAGS) == 21
    assert BIO_TAGS[OUTSIDE] == "O"
    assert [BIO_TAGS[begin_tag(t)] for t in TYPES] == [f"B-{t}" for t in TYPES]
    assert all(DISPLAY[SHORT[name]] == name for name in SHORT)
