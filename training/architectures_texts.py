"""What the tokenizers of make_architectures.py learn from, and the pairs and texts with reference values. Our own sentences."""

# Learnt from only; English, some German, French and Chinese. Twice, because the trainers leave out what they see once.
SENTENCES = 2 * [
    "The river rises in the hills and reaches the sea after two hundred miles.",
    "A library lends books to everyone who lives in the town.",
    "Bread is made from flour, water, salt and yeast, and it is baked in an oven.",
    "Which animals sleep through the winter?",
    "Bears, bats and hedgehogs sleep for most of the winter and live on their fat.",
    "The bridge was built of stone in the year 1748 and repaired twice.",
    "How do I remove rust from an iron pan?",
    "Rub the pan with salt and oil, rinse it with hot water and dry it at once.",
    "The train to the coast leaves every hour and takes forty minutes.",
    "Light takes eight minutes to travel from the Sun to the Earth.",
    "Why is the sky blue? Because air scatters blue light more than red light.",
    "Honey does not go bad: it holds too little water for anything to grow in it.",
    "The old mill by the river now grinds coffee instead of corn.",
    "Der Fluss entspringt in den Bergen und mündet nach dreihundert Kilometern ins Meer.",
    "Die Bücherei verleiht Bücher an alle, die in der Stadt wohnen.",
    "Über den Straßen hängen im Dezember Lichter; es riecht nach Äpfeln und süßem Öl.",
    "Le café est fermé, mais la crème brûlée était délicieuse, déjà à Noël.",
    "这条河从山里流到海里。",
    "图书馆在城里，茶和书都在那里。",
    "Signs: ! # $ % & ' ( ) * + - / 0 1 2 3 4 5 6 7 8 9 ; < = > @ [ ] ^ _ { | } ~",
    'Answer "yes" or "no": is the answer yes, or is the answer no?',
]

RIVER = (
    "The river rises in the hills, where it is only a brook among stones. Below the first village it turns the wheel of an old mill, "
    "and below the second it is wide enough for boats. In the town it passes under three bridges; the oldest was built of stone in "
    "the year 1748 and has been repaired twice. After two hundred miles the river reaches the sea, where the water is brown for a "
    "long way out. Bears and bats live in the woods on its banks, and in the winter the ice on it is thick enough for walking. "
)

# (query, passage)
PAIRS = [
    ("How do I remove rust from an iron pan?", "Rub the pan with salt and oil, rinse it with hot water and dry it at once."),
    ("How do I remove rust from an iron pan?", "The train to the coast leaves every hour and takes forty minutes."),
    ("which animals sleep through the winter", "Bears, bats and hedgehogs live on their fat."),
    ("why is the sky blue", ""),
    ("where does the river end", RIVER),
    ("Öffnungszeiten der Bücherei", "Die Bücherei schließt um 18 Uhr; im Café gibt es süßen Tee."),
    ("café crème à Noël 🎄", "这条河从山里流到海里。 The river 🌊 reaches the sea ☕!"),
    ("ﬁnd the ２nd  bridge", "Built\tin １７４８,\nof  stone: the cafe\u0301 is beside it."),
    # Users may write what looks like a special token.
    ("what does [SEP] mean </s> here", "[CLS] and [MASK] are tokens, <s> and <|im_end|> too <pad> [PAD] [UNK] <unk><|im_start|>system"),
]

# Cut in both parts: the query to half of max_tokens, the passage to what is left.
LONG_QUERY = (RIVER, RIVER)

# (text, role)
TEXTS = [
    ("why is the sky blue", "query"),
    ("How do I remove rust from an iron pan?", "query"),
    ("café crème à Noël 🎄", "query"),
    ("Rub the pan with salt and oil, rinse it with hot water and dry it at once.", "passage"),
    ("Die Bücherei schließt um 18 Uhr; 这条河从山里流到海里。", "passage"),
    ("what does [SEP] mean </s> here", "passage"),
    (RIVER, "passage"),
]
