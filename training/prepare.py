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

# Most rows have queries that rules made, from Wikipedia and from headings; of those only so many are taken, so that embedding with
# the teacher stays within half an hour. Every row of a source that is not named here is taken.
ROWS_TAKEN = {
    "wiki_section": 3500,
    "wiki_keywords": 3000,
    "wiki_when": 2500,
    "wiki_lead": 2000,
    "wiki_why": 2000,
    "wiki_where": 1500,
    "wiki_who": 1500,
    "wiki_describe": 1000,
    "squad_du_test": 6000,
    "squad_dev": 5000,
    "msdocs_cpp": 2000,
    "msdocs_vba": 2000,
    "msdocs_powershell": 2000,
    "msdocs_iis": 2000,
    "medquad_ghr": 3000,
    "medquad_gard": 2000,
    "tldr": 2000,
    "dbpedia14": 2000,
    "factbook": 1000,
}
SENTENCE_QUERIES = 18000
# Two or three sentences as one query, as people describe at length what they look for.
LONG_QUERIES = 5000
# Queries put the way that people ask a librarian: most of such a query's words say nothing about the topic.
REQUEST_QUERIES = 10000
REQUESTS_FOR_TOPICS = (
    "I am interested in articles about {}",
    "papers on {}",
    "any information on {}?",
    "Please give me information about {}.",
    "What has been written about {}?",
    "I am looking for work that deals with {}.",
    "studies concerning {}",
    "I would like to know more about {}.",
    "articles which describe {}",
    "recent research into {}",
    "find documents that discuss {}",
    "{} and related topics",
    "Which reports treat {}?",
    "an overview of {}, with examples if possible",
    "What is known about {}?",
    "the use of {} and experience with it",
)
REQUESTS_FOR_QUESTIONS = (
    "Can anybody tell me: {}",
    "I want to find out the following. {}",
    "{} Please list all the sources that say something about it.",
    "A question that I could not find answered: {}",
    "Are there articles which answer this? {}",
)
# A passage is mostly shortened to a few of its sentences, unless a person wrote a question for it: search collections hold titles and
# short abstracts as well as paragraphs, and a short text costs teacher and student less.
CROP_SHARE = 0.7
# Sources whose queries people wrote, each about one passage.
HUMAN = ("squad", "boolq", "selqa", "qed", "covidqa", "scifact_claim", "pubmedqa", "ni_quoref")
SHINGLE_WORDS = 8
SHINGLE_SHARE = 0.25

word_pattern = re.compile(r"\w+")
question_pattern = re.compile(r"(what|wh[eo]|whom|whose|when|where|which|why|how|is|are|was|were|do|does|did|can|could|in what|in which)\b|.*\?$", re.I)
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


def crop(rng, passage):
    """-> one to four sentences in a row."""
    sentences = sentence_pattern.split(passage)
    start = rng.randrange(len(sentences))
    return " ".join(sentences[start : start + rng.randint(1, 4)])


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
    rows = [(claims[q], abstracts[d], "scifact_claim") for q, documents in train.items() for d in sorted(documents)]
    return rows, list(abstracts.values()), len(counted)


def main():
    args = stage_arguments(__doc__.splitlines()[0]).parse_args()
    rng = random.Random(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    counts = collections.Counter()

    rows = [row for part in (0, 1) for row in json_lines(args.data / "training" / f"pairs-{part}.jsonl.gz")]
    rng.shuffle(rows)
    quota = dict(ROWS_TAKEN)
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

    def passage_row(passage, source):
        whole = source.startswith(HUMAN) or rng.random() > CROP_SHARE
        text = passage if whole else crop(rng, passage)
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
            queries.append((query, passage_row(passage, source), source))
            counts[source] += 1
    for abstract in abstracts:
        if not is_held_out(abstract):
            passage_row(abstract, "scifact_abstract")

    # A sentence of a passage as a query for the *other* passages: longer, claim-like queries without a relevant passage of their own.
    order = list(range(len(passages)))
    rng.shuffle(order)
    for row in order:
        sentences = [s for s in sentence_pattern.split(passages[row]) if 6 <= len(s.split()) <= 25]
        if sentences and counts["sentence"] < SENTENCE_QUERIES:
            queries.append((rng.choice(sentences), -1 - row, "sentence"))
            counts["sentence"] += 1

    for row in rng.sample(order, len(order)):
        sentences = sentence_pattern.split(passages[row])
        if len(sentences) >= 4 and counts["sentences"] < LONG_QUERIES:
            start = rng.randrange(len(sentences) - 2)
            queries.append((" ".join(sentences[start : start + rng.randint(2, 3)]), -1 - row, "sentences"))
            counts["sentences"] += 1

    for query, row, source in rng.sample([q for q in queries if q[1] >= 0], REQUEST_QUERIES):
        templates = REQUESTS_FOR_QUESTIONS if question_pattern.match(query) else REQUESTS_FOR_TOPICS
        queries.append((rng.choice(templates).format(query), row, "request"))
        counts["request"] += 1

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
