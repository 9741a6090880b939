"""Search terms for functional content, and how many of them a title holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from detectors.titles.words import words

TERMS: tuple[str, ...] = (
    # noise and nature
    *("white noise", "brown noise", "pink noise", "green noise", "fan noise", "fan sounds", "static noise"),
    *("rain sounds", "rain sound", "rain noise", "gentle rain", "heavy rain", "thunderstorm sounds"),
    *("ocean waves", "ocean sounds", "nature sounds", "forest sounds", "bird sounds", "river sounds"),
    *("water sounds", "fireplace sounds", "vacuum cleaner", "hair dryer", "loopable", "no fade"),
    # what it is for
    *("sleep", "sleeping", "deep sleep", "baby sleep", "sleep music", "sleep sounds", "lullaby"),
    *("study", "studying", "study music", "focus", "focus music", "concentration", "reading music"),
    *("relax", "relaxing", "relaxation", "relaxing music", "calm", "calming", "calming music", "soothing"),
    *("meditation", "meditation music", "mindfulness", "yoga", "yoga music", "spa", "spa music", "massage"),
    *("stress relief", "anxiety relief", "healing", "healing music", "chakra", "reiki", "zen", "zen music"),
    *("workout", "workout music", "gym music", "cafe music", "coffee shop music", "background music"),
    *("asmr", "binaural beats", "binaural", "delta waves", "theta waves", "alpha waves", "solfeggio"),
    *("432 hz", "432hz", "528 hz", "528hz", "963 hz", "963hz", "isochronic tones"),
    *("lofi", "lo fi", "lofi beats", "lofi hip hop", "chill beats", "chill out music", "ambient music"),
    *("dog music", "cat music", "music for dogs", "music for cats", "music for plants"),
    # how it is searched for
    *("type beat", "tiktok", "tik tok", "viral", "trending", "top hits", "greatest hits", "playlist"),
    *("best of", "ringtone", "free beat", "no copyright", "royalty free", "bass boosted"),
    # other languages, for the same things
    *("ruido blanco", "sonido de lluvia", "sonidos de lluvia", "musica relajante", "musica para dormir"),
    *("musica para estudiar", "musica relaxante", "ruido branco", "som de chuva", "bruit blanc"),
    *("musique relaxante", "musique pour dormir", "weisses rauschen", "entspannungsmusik", "schlafmusik"),
    *("einschlafmusik", "rumore bianco", "musica rilassante", "musica per dormire", "белый шум"),
    *("музыка для сна", "звуки дождя", "睡眠用bgm", "作業用bgm", "ホワイトノイズ", "白噪音", "睡眠音乐"),
    *("백색소음", "수면음악", "नींद संगीत", "موسيقى للنوم"),
)
"""Phrases as people type them. One such word in a title says nothing; strings of them do."""

_SAYS_SOMETHING = 2
_PHRASES = frozenset(words(term) for term in TERMS)
_LONGEST = max(len(phrase) for phrase in _PHRASES)


@dataclass(frozen=True, slots=True)
class Keywords:
    """How many search terms were found, and how many of the text's words they cover."""

    terms: int
    covered: int
    words: int

    @property
    def share(self) -> float:
        """Covered words over all words; 0 where only one word is covered, or none.

        ``Sleep`` and ``Focus`` are honest titles and names of honest bands.
        """
        return self.covered / self.words if self.covered >= _SAYS_SOMETHING else 0.0


def keywords(text_words: Sequence[str]) -> Keywords:
    """Count search terms in folded words, the longest phrase first, each word at most once."""
    terms = covered = at = 0
    while at < len(text_words):
        length = next(
            (
                size
                for size in range(min(_LONGEST, len(text_words) - at), 0, -1)
                if tuple(text_words[at : at + size]) in _PHRASES
            ),
            0,
        )
        terms += length > 0
        covered += length
        at += max(length, 1)
    return Keywords(terms, covered, len(text_words))
