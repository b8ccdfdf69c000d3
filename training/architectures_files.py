"""What a model's repository holds."""

import dataclasses

import onnx
import transformers
from tokenizers import Tokenizer


UNSAVED = {"_name_or_path", "architectures", "dtype", "output_attentions", "output_hidden_states", "return_dict", "problem_type"}


@dataclasses.dataclass(frozen=True)
class Repository:
    """graphs: by name in onnx/. expected: the reference values. files: further JSON files, by path."""

    config: dict
    tokenizer: Tokenizer
    tokenizer_config: dict
    graphs: dict[str, onnx.ModelProto]
    expected: dict
    files: dict[str, dict | list] = dataclasses.field(default_factory=dict)


def saved(config: transformers.PreTrainedConfig, model: type) -> dict:
    """config.json as transformers saves it beside a model of that class."""
    return {"architectures": [model.__name__]} | {key: value for key, value in config.to_dict().items() if key not in UNSAVED}
