"""Our own lexemes for finding matters: 2-character grams of Chinese, English words, pinyin and initials.

PostgreSQL stores them as a weighted tsvector (A name, B aliases and what people say, C authority and topics, D summary)
and answers from one GIN index. No dictionary, no segmenter: grams matched a segmenter's quality in trials at no memory.
Lexemes: `餐饮` gram, `餐` character, `e/restaurant` word, `p/canyin…` pinyin from any character on, `i/cy…` initials.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

CHINESE = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z0-9]+")
LONGEST_PINYIN = 24
LONGEST_INITIALS = 12
LONGEST_QUERY = 40
LONG = 4  # terms
ASKING = re.compile(
    "怎么|怎样|如何|哪里|在哪|什么|需要|办理|申请|我要|我想|手续|多少|可以|能不能"
)  # say nothing of the matter
STOP = {"a", "an", "the", "of", "for", "to", "in", "and", "or", "my", "i", "how", "do", "get", "apply", "need"}


@dataclass(frozen=True, slots=True)
class Words:
    """What a matter can be found by, by weight."""

    name: Sequence[str]
    aliases: Sequence[str] = ()
    context: Sequence[str] = ()
    text: Sequence[str] = ()
    pinyin: Sequence[str] = ()


def plain(text: str) -> str:
    """Full-width forms made plain, lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def grams(run: str) -> Iterator[str]:
    """Overlapping pairs of characters; a single character stands for itself."""
    if len(run) == 1:
        yield run
    yield from (run[i : i + 2] for i in range(len(run) - 1))


def lexemes(text: str, *, sounds: bool = False) -> set[str]:
    """What a text is found by. `sounds` adds the pinyin and initials of its Chinese."""
    found: set[str] = set()
    text = plain(text)
    for run in CHINESE.findall(text):
        found.update(grams(run))
        found.update(run)
        if sounds:
            found.update(_sounds(run))
    found.update(f"e/{word}" for word in LATIN.findall(text))
    return found


@functools.lru_cache(maxsize=8192)
def _sounds(run: str) -> frozenset[str]:
    """Pinyin and initials of a run, from each of its characters on, so that a search may begin inside a name."""
    from pypinyin import Style, lazy_pinyin  # here: its tables take 55 MB, and only indexing needs them

    syllables = lazy_pinyin(run)
    first = lazy_pinyin(run, style=Style.FIRST_LETTER)
    found = set()
    for i in range(len(syllables)):
        found.add(f"p/{''.join(syllables[i:])[:LONGEST_PINYIN]}")
        found.add(f"i/{''.join(first[i:])[:LONGEST_INITIALS]}")
    return frozenset(found)


def vector(words: Words, said: Iterable[str] = ()) -> str:
    """What a matter is found by, as PostgreSQL writes a tsvector. `said` are synonyms that apply to this matter."""
    typed = {f"{kind}/{''.join(LATIN.findall(plain(w)))[:LONGEST_PINYIN]}" for w in words.pinyin for kind in "pi"}
    by_weight = {
        "A": set().union(*(lexemes(t, sounds=True) for t in words.name)),
        "B": set().union(*(lexemes(t, sounds=True) for t in (*words.aliases, *said))) | typed,
        "C": set().union(*(lexemes(t) for t in words.context)),
        "D": set().union(*(lexemes(t) for t in words.text)),
    }
    best: dict[str, str] = {}
    for weight, found in by_weight.items():
        for lexeme in found:
            best.setdefault(lexeme, weight)
    return " ".join(f"'{lexeme}':1{weight}" for lexeme, weight in sorted(best.items()) if lexeme[-1] != "/")


def said_for(names: Iterable[str], synonyms: Mapping[str, Sequence[str]]) -> list[str]:
    """What people say for a matter: the phrases of every synonym word that stands in one of its names."""
    whole = " ".join(names)
    return [phrase for word, phrases in synonyms.items() if word in whole for phrase in phrases]


def sort_key(name: str) -> str:
    """Pinyin of a name, for Chinese order."""
    from pypinyin import lazy_pinyin  # here: see _sounds

    return "".join(lazy_pinyin(plain(name)))[:200]


@dataclass(frozen=True, slots=True)
class Query:
    """A search as terms, each a set of alternatives for a tsquery. Empty when nothing can be searched."""

    terms: tuple[tuple[str, ...], ...]

    @property
    def each(self) -> list[str]:
        """One tsquery for each term."""
        return [" | ".join(map(_literal, term)) for term in self.terms]

    @property
    def any_of(self) -> str:
        """One tsquery that a match of any term satisfies."""
        return " | ".join(f"({term})" for term in self.each)

    @property
    def neighbours(self) -> str:
        """One tsquery that two terms next to each other satisfy: far fewer rows for a long text. Empty for a short."""
        each = self.each
        if len(each) < LONG:
            return ""
        return " | ".join(f"(({a}) & ({b}))" for a, b in itertools.pairwise(each))


def _literal(alternative: str) -> str:
    """A lexeme as tsquery writes it. Lexemes hold no quotes or backslashes: only letters, digits and the slash."""
    lexeme, prefix, weights = alternative.partition(":*")
    return f"'{lexeme}'{prefix}{weights}" if prefix else f"'{alternative}'"


def query(text: str) -> Query:
    """What was typed, as terms: Chinese by grams; Latin by word prefix, pinyin or initials."""
    text = plain(text)[:LONGEST_QUERY]
    terms: list[tuple[str, ...]] = []
    for run in CHINESE.findall(ASKING.sub(" ", text)) or CHINESE.findall(text):
        terms += [(gram,) for gram in grams(run)]
    words = LATIN.findall(text)
    kept = [w for w in words if w not in STOP] or words
    for word in kept:
        terms.append(_latin(word))
    if len(words) > 1:  # pinyin typed with blanks: shi pin jing ying
        joined = "".join(words)[:LONGEST_PINYIN]
        terms = [(*term, f"p/{joined}:*") if term[0].startswith("e/") else term for term in terms]
    return Query(tuple(dict.fromkeys(terms)))


def _latin(word: str) -> tuple[str, ...]:
    """A word's beginning, pinyin or initials. One letter is a word of its own; two begin words of names only, since
    some authority's or summary's words begin with almost any two."""
    if len(word) == 1:
        return (f"e/{word}",)
    return f"e/{_stem(word)}:*{'AB' if len(word) == 2 else ''}", f"p/{word}:*", f"i/{word}:*"


def _stem(word: str) -> str:
    """A plural or spelling variant made one: licences, licenses and licence begin alike."""
    word = re.sub(r"licen[cs]", "licen", word) if word.startswith("licen") else word
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
