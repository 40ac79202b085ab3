"""The shape of a demo company's content: plain values in two languages, no models."""

from dataclasses import dataclass, field

Text = str | tuple[str, str]  # the same in both languages, or (Chinese, English)
LANGUAGES = ("zh-hans", "en")


def say(text: Text, language: str) -> str:
    """Return `text` in the language."""
    return text if isinstance(text, str) else text[LANGUAGES.index(language)]


@dataclass(frozen=True)
class Product:
    slug: str  # also the name of its picture
    model: str
    kind: Text
    summary: Text
    key_line: Text
    figures: list[tuple[Text, Text]]  # label, value
    specification: list[tuple[Text, list[tuple[Text, Text]]]]
    questions: list[tuple[Text, Text]]
    delivery: Text
    goes_with: list[str]
    measured: Text = ""
    body: Text = ""  # HTML of a rich text

    @property
    def title(self) -> Text:
        return tuple(f"{self.model} {say(self.kind, language)}".strip() for language in LANGUAGES)


@dataclass(frozen=True)
class Case:
    slug: str
    title: Text
    summary: Text
    customer: Text
    country: Text
    setup: Text
    results: list[tuple[Text, Text]]  # label, value
    products: list[str]
    body: Text
    picture: str
    quote: tuple[Text, Text] | None = None  # words, who


@dataclass(frozen=True)
class Article:
    slug: str
    title: Text
    summary: Text
    author: Text
    days_ago: int
    body: Text
    picture: str


@dataclass(frozen=True)
class Company:
    """One company's whole site."""

    folder: str  # of its drawings, below this package
    slug: str
    name: Text
    legal_name: Text
    notice: Text
    address: Text
    icp: str
    colour: str
    accent: str
    ink: str
    hero: tuple[Text, Text, Text, Text, str]  # headline, text, first button, second button, picture
    numbers: list[tuple[Text, Text]]  # label, value
    family: tuple[Text, Text]  # headline and sentence above the products
    uses: dict | None  # table of uses: title, intro, columns, rows
    quote: dict
    steps: tuple[Text, list[tuple[Text, Text]]]
    certificates: tuple[Text, list[tuple[Text, Text]]]
    search_description: Text
    page_titles: dict[str, tuple[Text, Text]]  # slug of a list page -> title, introduction
    about: dict
    contact: dict
    privacy: Text
    products: list[Product]
    cases: list[Case]
    articles: list[Article]
    landing: dict | None = None
    footer: list[tuple[Text, list[tuple[Text, str]]]] = field(
        default_factory=list
    )  # title, (text, page path)
