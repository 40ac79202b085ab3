"""Languages a message can be said to be in, or an answer be kept in."""

KNOWN_LANGUAGES = (
    "zh-hans", "zh-hant", "en", "ar", "es", "pt", "fr", "de", "ru", "it", "ja", "ko", "tr", "vi", "id", "th", "hi", "fa",
    "he", "ur", "pl", "nl", "uk", "el", "cs", "sv",
)  # fmt: skip
