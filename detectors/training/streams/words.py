"""Titles and names for simulated deliveries, of several languages and scripts."""

from collections.abc import Sequence

import numpy as np

NOUNS = (
    *("river", "window", "engine", "garden", "shadow", "mirror", "letter", "bridge", "summer", "winter"),
    *("fire", "stone", "paper", "silver", "road", "harbour", "rain", "sleep", "city", "ghost", "lion"),
    *("dance", "party", "bottle", "mother", "brother", "moon", "sun", "star", "heart", "war", "money"),
    *("diamond", "telephone", "train", "heaven", "devil", "angel", "whisky", "kiss", "tears", "blood"),
    *("dream", "morning", "night", "sunday", "july", "paradise", "neighbour", "kitchen", "crown"),
)
ADJECTIVES = (
    *("broken", "golden", "lonely", "young", "wild", "little", "blue", "black", "white", "red", "cold"),
    *("sweet", "bitter", "holy", "electric", "lost", "brave", "quiet", "loud", "calm", "dirty", "new"),
    *("old", "last", "first", "silent", "burning", "dancing", "falling", "running", "waiting", "crazy"),
)
LITTLE = ("of the", "in the", "for a", "without", "and the", "on my", "to the", "under", "like a", "my")
FIRST_NAMES = (
    *("Maya", "Jonas", "Lena", "Omar", "Priya", "Tom", "Ana", "Luca", "Nina", "Sam", "Ines", "Karl"),
    *("Zoe", "Ivan", "Mia", "Noah", "Ella", "Hugo", "Sara", "Leo", "Rosa", "Finn", "Aisha", "Paul"),
)
LAST_NAMES = (
    *("Berger", "Okafor", "Silva", "Moreau", "Tanaka", "Novak", "Hansen", "Costa", "Weber", "Kaur"),
    *("Lindqvist", "Petrov", "Ramirez", "Doyle", "Fischer", "Ito", "Mendes", "Kowalski", "Byrne"),
)
SYLLABLES = (
    *("ka", "ri", "mo", "ne", "ta", "lu", "shi", "ber", "gan", "dor", "vel", "son", "mar", "lin", "tho"),
    *("pas", "que", "zi", "ho", "ran", "wel", "ik", "os", "ber", "ny", "ja", "fen", "do", "ul", "rey"),
)
TONGUES: tuple[tuple[str, ...], ...] = (
    *(("夜", "夏の", "空", "恋", "花火", "君の", "声", "雨", "東京", "夢", "星", "海"),),
    *(("사랑", "밤", "그대", "바람", "서울", "눈물", "꽃", "여름", "기억", "별"),),
    *(("ночь", "любовь", "город", "дождь", "весна", "снег", "дом", "море", "сердце", "звезда"),),
    *(("حبيبي", "ليل", "قلبي", "شمس", "عيونك", "غرام", "قمر", "سهر", "روحي"),),
    *(("दिल", "प्यार", "रात", "सपना", "बारिश", "तेरा", "मेरा", "चाँद", "यादें"),),
    *(("αγάπη", "νύχτα", "θάλασσα", "καρδιά", "φως", "δρόμος", "όνειρο"),),
    *(("noche", "corazón", "fuego", "lluvia", "bailando", "mañana", "contigo", "luna", "cielo"),),
    *(("Nacht", "Liebe", "Straße", "Regen", "Herz", "Sommer", "allein", "Himmel", "Tränen"),),
    *(("รัก", "คืน", "ฝน", "ใจ", "ดาว", "ทะเล", "คิดถึง"),),
)
PURPOSES = (
    "Deep Sleep",
    "Study",
    "Focus",
    "Relax",
    "Meditation",
    "Baby Sleep",
    "Yoga",
    "Spa",
    "Stress Relief",
)
SOUNDS = (
    "Rain Sounds",
    "White Noise",
    "Brown Noise",
    "Ocean Waves",
    "Binaural Beats",
    "Nature Sounds",
    "432 Hz",
)
BAITS = (
    "Loopable",
    "No Fade",
    "Relaxing Music",
    "Calming Music",
    "Sleep Music",
    "Healing",
    "Lofi Beats",
    "ASMR",
)


def chance(rng: np.random.Generator, share: float) -> bool:
    """True in ``share`` of all cases."""
    return bool(rng.random() < share)


def pick(rng: np.random.Generator, things: Sequence[str]) -> str:
    """One of ``things``, evenly."""
    return things[int(rng.integers(len(things)))]


def surname(rng: np.random.Generator) -> str:
    """One of thousands of surnames."""
    if chance(rng, 0.3):
        return pick(rng, LAST_NAMES)
    return "".join(pick(rng, SYLLABLES) for _ in range(int(rng.integers(2, 4)))).title()


def title(rng: np.random.Generator, tongue: int | None = None) -> str:
    """An ordinary title: English, or of the tongue with that number."""
    if tongue is not None:
        words = [pick(rng, TONGUES[tongue]) for _ in range(int(rng.integers(1, 4)))]
        return " ".join(words)
    noun, adjective = pick(rng, NOUNS).title(), pick(rng, ADJECTIVES).title()
    forms = (
        noun,
        f"{adjective} {noun}",
        f"{noun} {pick(rng, LITTLE)} {pick(rng, NOUNS).title()}",
        f"{adjective} {pick(rng, NOUNS).title()} {pick(rng, LITTLE)} {noun}",
        f"{noun}, {pick(rng, NOUNS).title()}",
        f"I {pick(rng, ('Need', 'Want', 'Lost', 'Miss', 'Found'))} the {noun}",
    )
    return pick(rng, forms)


def artist(rng: np.random.Generator, tongue: int | None = None) -> str:
    """An ordinary artist's name."""
    if tongue is not None and chance(rng, 0.7):
        return f"{pick(rng, TONGUES[tongue])} {pick(rng, TONGUES[tongue])}"
    person = f"{pick(rng, FIRST_NAMES)} {surname(rng)}"
    band = f"{pick(rng, ('The', 'Los', 'DJ', 'Big', 'Saint'))} {pick(rng, (pick(rng, NOUNS), surname(rng)))}s"
    duo = f"{pick(rng, ADJECTIVES).title()} {pick(rng, NOUNS).title()} {int(rng.integers(100))}"
    return pick(rng, (person, person, band, duo.rstrip("0123456789 "), pick(rng, NOUNS).upper()))


def functional(rng: np.random.Generator) -> str:
    """A title that says what the sound is for, as honest ambient releases do."""
    forms = (
        f"{pick(rng, SOUNDS)} for {pick(rng, PURPOSES)}",
        f"{pick(rng, SOUNDS)}",
        f"{pick(rng, ADJECTIVES).title()} {pick(rng, SOUNDS)}",
        f"{pick(rng, NOUNS).title()} {pick(rng, ('Meditation', 'Lullaby', 'Drone', 'Study'))}",
    )
    return pick(rng, forms)


def stuffed(rng: np.random.Generator, number: int) -> str:
    """A title strung together from search terms."""
    parts = [pick(rng, SOUNDS), pick(rng, PURPOSES), pick(rng, BAITS), pick(rng, PURPOSES), pick(rng, BAITS)]
    joiner = pick(rng, (", ", " | ", " - ", " "))
    cut = int(rng.integers(3, 6))
    tail = f" {number}" if chance(rng, 0.5) else ""
    return joiner.join(parts[:cut]) + tail
