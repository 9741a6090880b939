"""Invented names. Artists, labels and titles are put together at random from word lists."""

from dataclasses import dataclass

import numpy as np

SYLLABLES = (
    "ta",
    "vo",
    "reth",
    "mi",
    "sol",
    "quen",
    "dra",
    "lis",
    "bor",
    "ny",
    "cae",
    "fel",
    "ur",
    "zin",
    "ola",
)
ADJECTIVES = (
    "Copper", "Velvet", "Hollow", "Paper", "Amber", "Northern", "Second", "Quiet", "Salted", "Borrowed",
    "Glass", "Crooked", "Winter", "Distant", "Painted", "Woolen", "Slow", "Tidal", "Marble", "Feral",
)  # fmt: skip
NOUNS = (
    "Harbour", "Lantern", "Orchard", "Ferry", "Staircase", "Meadow", "Engine", "Window", "Compass", "Kettle",
    "Parade", "Viaduct", "Umbrella", "Harvest", "Signal", "Mirror", "Gravel", "Attic", "Thistle", "Weather",
)  # fmt: skip
PLACES = (
    "Tidewater",
    "Larkfield",
    "Osterby",
    "Hallbrook",
    "Mirefen",
    "Vantaby",
    "Cressmoor",
    "Dunveil",
    "Ashgrove",
)
HOUSES = ("Records", "Recordings", "Music", "Sound", "Editions", "Tapes", "Discs")
GENRES = ("Pop", "Rock", "Electronic", "Folk", "Jazz", "Classical", "Hip-Hop", "Ambient")


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language with its own script: words that are put together in the order given by ``pattern``."""

    language: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    pattern: str = "{0} {1}"


TONGUES = (
    Tongue("de", ("Stille", "Kupferne", "Späte", "Müde"), ("Brücken", "Fähren", "Gärten", "Öfen")),
    Tongue("fr", ("Rêves", "Fenêtres", "Forêts", "Échos"), ("d'ambre", "oubliées", "d'été", "à l'envers")),
    Tongue("pl", ("Żółte", "Ciche", "Śnieżne", "Powolne"), ("Latarnie", "Mosty", "Łódki", "Ogrody")),
    Tongue("is", ("Hljóður", "Þungur", "Blár", "Síðasti"), ("Vængur", "Fjörður", "Steinn", "Eldur")),
    Tongue("ja", ("青い", "遠い", "静かな", "紙の"), ("波止場", "灯台", "温室", "階段"), "{0}{1}"),
    Tongue("ko", ("종이", "느린", "푸른", "조용한"), ("등대", "우산", "정원", "기차")),
    Tongue("ru", ("Стеклянный", "Тихий", "Медный", "Дальний"), ("Причал", "Фонарь", "Чердак", "Сад")),
    Tongue("el", ("Χάρτινοι", "Αργοί", "Γυάλινοι", "Μακρινοί"), ("Φάροι", "Κήποι", "Καθρέφτες", "Δρόμοι")),
    Tongue("ar", ("مصباح", "مرفأ", "بستان", "نافذة"), ("من ورق", "بعيد", "هادئ", "الشتاء")),
    Tongue("hi", ("धीमी", "नीली", "काग़ज़ी", "शांत"), ("नाव", "खिड़की", "बारिश", "सीढ़ी")),
)


def person(rng: np.random.Generator) -> str:
    """A person's name made of syllables."""
    return f"{_word(rng, 2)} {_word(rng, 3)}"


def band(rng: np.random.Generator) -> str:
    """A band's name in English."""
    noun = _one(rng, NOUNS)
    plural = rng.integers(2) and not noun.endswith("s")
    return f"{_one(rng, ADJECTIVES)} {noun}{'s' if plural else ''}"


def title(rng: np.random.Generator) -> str:
    """A song's title in English."""
    pattern = ("{a} {n}", "{n} in {p}", "The {n} of {p}", "{a} and {b}", "No {n} Tonight", "{n} No. {d}")
    return _one(rng, pattern).format(
        a=_one(rng, ADJECTIVES),
        b=_one(rng, ADJECTIVES),
        n=_one(rng, NOUNS),
        p=_one(rng, PLACES),
        d=int(rng.integers(2, 9)),
    )


def phrase(tongue: Tongue, rng: np.random.Generator) -> str:
    """An artist's name or a title in another language."""
    return tongue.pattern.format(_one(rng, tongue.first), _one(rng, tongue.second))


def label(rng: np.random.Generator) -> str:
    """A label's name."""
    return f"{_one(rng, PLACES)} {_one(rng, HOUSES)}"


def genre(rng: np.random.Generator) -> str:
    """A genre's name."""
    return _one(rng, GENRES)


def _word(rng: np.random.Generator, syllables: int) -> str:
    return "".join(_one(rng, SYLLABLES) for _ in range(syllables)).capitalize()


def _one(rng: np.random.Generator, words: tuple[str, ...]) -> str:
    return words[int(rng.integers(len(words)))]
