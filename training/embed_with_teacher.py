"""Stage 2: the teacher's vectors of all training passages and queries, in parts; a part that is there is not made again.

Writes WORK/teacher/{passages,queries}-NNN.npy  float16 [texts of the part, 384], unit length
"""

import json
import time

import numpy as np
import torch

from paths import stage_arguments
from teacher import embed, load_teacher

TEXTS_A_PART = 8192
PASSAGE_TOKENS = 128
QUERY_TOKENS = 48


def main():
    args = stage_arguments(__doc__.splitlines()[0]).parse_args()
    torch.manual_seed(args.seed)
    folder = args.work / "teacher"
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer, model = load_teacher()
    passages = json.load(open(args.work / "passages.json"))
    queries = [query[0] for query in json.load(open(args.work / "queries.json"))]
    for name, texts, tokens in (("queries", queries, QUERY_TOKENS), ("passages", passages, PASSAGE_TOKENS)):
        for part, start in enumerate(range(0, len(texts), TEXTS_A_PART)):
            path = folder / f"{name}-{part:03}.npy"
            if path.exists():
                continue
            began = time.time()
            vectors = embed(tokenizer, model, texts[start : start + TEXTS_A_PART], tokens)
            unfinished = path.with_suffix(".part")
            with open(unfinished, "wb") as file:
                np.save(file, vectors)
            unfinished.rename(path)
            print(f"{name} {start + len(vectors)} of {len(texts)}, {len(vectors) / (time.time() - began):.0f} texts/s", flush=True)


if __name__ == "__main__":
    main()
