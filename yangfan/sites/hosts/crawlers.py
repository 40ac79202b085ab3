"""The crawlers of AI companies, each with the name it obeys in robots.txt and what it fetches pages for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Crawler:
    """`agent` is the word in robots.txt; `purpose` is training, search or visit (for a person who asked)."""

    key: str
    agent: str
    company: str
    purpose: str


TRAINING, SEARCH, VISIT = "training", "search", "visit"
PURPOSES = {
    TRAINING: _("trains models"),
    SEARCH: _("finds pages for an assistant's answers"),
    VISIT: _("opens a page when a person asks for it"),
}
CRAWLERS = tuple(
    Crawler(agent.lower(), agent, company, purpose)
    for agent, company, purpose in (
        ("GPTBot", "OpenAI", TRAINING),
        ("OAI-SearchBot", "OpenAI", SEARCH),
        ("ChatGPT-User", "OpenAI", VISIT),
        ("ClaudeBot", "Anthropic", TRAINING),
        ("Claude-SearchBot", "Anthropic", SEARCH),
        ("Claude-User", "Anthropic", VISIT),
        ("Google-Extended", "Google", TRAINING),
        ("Applebot-Extended", "Apple", TRAINING),
        ("Meta-ExternalAgent", "Meta", TRAINING),
        ("Amazonbot", "Amazon", TRAINING),
        ("Bytespider", "字节跳动 ByteDance", TRAINING),
        ("PerplexityBot", "Perplexity", SEARCH),
        ("Perplexity-User", "Perplexity", VISIT),
        ("MistralAI-User", "Mistral", VISIT),
        ("DuckAssistBot", "DuckDuckGo", SEARCH),
        ("YouBot", "You.com", SEARCH),
        ("cohere-ai", "Cohere", TRAINING),
        ("CCBot", "Common Crawl", TRAINING),
    )
)
