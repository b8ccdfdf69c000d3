"""Where the stages read and write. --data is the folder with training/, scifact/ and the evaluation sets; --work keeps what stages hand on."""

import argparse
import pathlib


def stage_arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path("../../shared/data"))
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("work"))
    parser.add_argument("--seed", type=int, default=1)
    return parser
