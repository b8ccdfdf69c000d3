"""Stage 1: the training queries and passages, without anything an evaluation looks at.

Reads  DATA/training/pairs-{0,1}.jsonl.gz and DATA/scifact; of the evaluation sets only the texts that must be kept out.
Writes WORK/passages.json  [text, ...]
       WORK/queries.json   [[text, row of the relevant passage, source], ...]; a sentence taken from passage r as a query has -1 - r
       WORK/prepared.json  what was counted and dropped, for the model card
"""

import collections
import gzip
import json
import random
import re

from paths import stage_arguments

# Two thirds of the rows are questions that rules made from Wikipedia; of those only so many are taken, the most like a person's
# question first. Every row of the other sources is taken.
WIKIPEDIA_ROWS = {
    "wiki_when": 11000,
    "wiki_section": 9000,
    "wiki_where": 6000,
    "wiki_who": 6000,
    "wiki_lead": 6000,
    "wiki_keywords": 6000,
    "wiki_describe": 5000,
    "wiki_why": 2500,
}
SENTENCE_QUERIES = 60000
SHINGLE_WORDS = 8
SHINGLE_SHARE = 0.25

word_pattern = re.compile(r"\w+")
sentence_pattern = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def words(text):
    return word_pattern.findall(text.lower())


def shingles(text):
    w = words(text)
    return {" ".join(w[i : i + SHINGLE_WORDS]) for i in range(max(1, len(w) - SHINGLE_WORDS + 1))}


def json_lines(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines]


def read_qrels(path):
    """-> {query id: {document ids with a grade above 0}}"""
    relevant = collections.defaultdict(set)
    with open(path, encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            query, document, grade = line.split("\t")
            if int(grade) > 0:
                relevant[query].add(document)
    return relevant


def document_text(document):
    return (document.get("title", "") + " " + document["text"]).strip()


def held_out_texts(data):
    """-> (shingles of documents that may not be trained on, words of queries that may not be)."""
    kept_out, queries = set(), set()
    for name in ("nfcorpus", "vaswani", "cacm"):
        for document in json_lines(data / name / "corpus.jsonl"):
            if len(words(document["text"])) >= SHINGLE_WORDS:
                kept_out |= shingles(document["text"])
        queries |= {" ".join(words(q["text"])) for q in json_lines(data / name / "queries.jsonl")}
    for row in json_lines(data / "training" / "eval-xquad-en.jsonl.gz"):
        kept_out |= shingles(row["p"])
        queries.add(" ".join(words(row["q"])))
    test = read_qrels(data / "scifact" / "qrels" / "test.tsv")
    queries |= {" ".join(words(q["text"])) for q in json_lines(data / "scifact" / "queries.jsonl") if q["_id"] in test}
    return kept_out, queries


def scifact_rows(data):
    """The train claims with their abstracts, and the abstracts. Of the test claims 104 have no abstract that a train claim has too;
    the abstracts of those 104 are left out altogether, so that nothing about them is learnt, not even as text."""
    train = read_qrels(data / "scifact" / "qrels" / "train.tsv")
    test = read_qrels(data / "scifact" / "qrels" / "test.tsv")
    trained = set().union(*train.values())
    counted = [documents for documents in test.values() if not documents & trained]
    left_out = set().union(*counted)
    abstracts = {d["_id"]: document_text(d) for d in json_lines(data / "scifact" / "corpus.jsonl") if d["_id"] not in left_out}
    claims = {q["_id"]: q["text"] for q in json_lines(data / "scifact" / "queries.jsonl")}
    rows = [(claims[q], abstracts[d], "scifact_claim") for q, documents in train.items() for d in documents]
    return rows, list(abstracts.values()), len(counted)


def main():
    args = stage_arguments(__doc__.splitlines()[0]).parse_args()
    rng = random.Random(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    counts = collections.Counter()

    rows = [row for part in (0, 1) for row in json_lines(args.data / "training" / f"pairs-{part}.jsonl.gz")]
    rng.shuffle(rows)
    quota = dict(WIKIPEDIA_ROWS)
    chosen = []
    for row in rows:
        source = row["src"]
        if source in quota:
            if quota[source] == 0:
                continue
            quota[source] -= 1
        chosen.append((row["q"], row["p"], source))
    claims, abstracts, counted_claims = scifact_rows(args.data)
    chosen += claims

    kept_out, test_queries = held_out_texts(args.data)
    overlapping = {}

    def is_held_out(passage):
        if passage not in overlapping:
            own = shingles(passage)
            overlapping[passage] = len(own) > 2 and len(own & kept_out) > SHINGLE_SHARE * len(own)
        return overlapping[passage]

    passages, row_of = [], {}

    def passage_row(text):
        if text not in row_of:
            row_of[text] = len(passages)
            passages.append(text)
        return row_of[text]

    queries = []
    for query, passage, source in chosen:
        if " ".join(words(query)) in test_queries:
            counts["dropped: the query is a test query"] += 1
        elif is_held_out(passage):
            counts[f"dropped: the passage overlaps an evaluation document ({source})"] += 1
        else:
            queries.append((query, passage_row(passage), source))
            counts[source] += 1
    for abstract in abstracts:
        if not is_held_out(abstract):
            passage_row(abstract)

    # A sentence of a passage as a query for the *other* passages: longer, claim-like queries without a relevant passage of their own.
    order = list(range(len(passages)))
    rng.shuffle(order)
    for row in order:
        sentences = [s for s in sentence_pattern.split(passages[row]) if 6 <= len(s.split()) <= 25]
        if len(sentences) >= 2 and counts["sentence"] < SENTENCE_QUERIES:
            queries.append((rng.choice(sentences), -1 - row, "sentence"))
            counts["sentence"] += 1

    json.dump(passages, open(args.work / "passages.json", "w"), ensure_ascii=False)
    json.dump(queries, open(args.work / "queries.json", "w"), ensure_ascii=False)
    summary = {
        "passages": len(passages),
        "queries": len(queries),
        "scifact test claims without an abstract of a train claim": counted_claims,
        **dict(counts.most_common()),
    }
    json.dump(summary, open(args.work / "prepared.json", "w"), indent=1)
    print(json.dumps(summary, indent=1))


if __name__ == "__main__":
    main()
