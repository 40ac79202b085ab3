"""What other capabilities may use of intelligence: text and numbers in, text and numbers out."""

from yangfan.intelligence.endpoint.access import endpoint_title, has_endpoint, use_standin
from yangfan.intelligence.endpoint.asking import EndpointUnavailable, ask
from yangfan.intelligence.endpoint.usage import tokens_used
from yangfan.intelligence.language.detect import Detected, detect_language, is_right_to_left
from yangfan.intelligence.language.names import language_name
from yangfan.intelligence.prediction.model import chances, parts_of
from yangfan.intelligence.prediction.training import TooFewExamples, Trained, train
from yangfan.intelligence.reading.counted import counted_kind
from yangfan.intelligence.reading.found import Found, Mark
from yangfan.intelligence.reading.intents import BUYING, INTENTS, Example
from yangfan.intelligence.reading.places import country_of_mail, country_of_phone
from yangfan.intelligence.reading.ports import place_name
from yangfan.intelligence.reading.questions import QUESTIONS, question_in
from yangfan.intelligence.reading.wants import Item, Reading, Sender, next_question, read_wants
from yangfan.intelligence.reading.with_endpoint import read_with_endpoint
from yangfan.intelligence.retrieval.drafting import Draft, draft_with_endpoint
from yangfan.intelligence.retrieval.proof import Claim
from yangfan.intelligence.retrieval.search import Index, has_embeddings, questions_in, vectors_of
from yangfan.intelligence.semantics.linear import features, likeness
from yangfan.intelligence.spam.content import Lesson as SpamLesson
from yangfan.intelligence.spam.content import SpamWords, learn, shifted, spam_share
from yangfan.intelligence.translation import offline as offline_models
from yangfan.intelligence.translation.base import Problem, Translated, TranslationUnavailable, Translator
from yangfan.intelligence.translation.glossary import Term as GlossaryEntry
from yangfan.intelligence.translation.glossary import add_terms, remove_terms
from yangfan.intelligence.translation.memory import (
    Alike,
    alike,
    forget_correction,
    remember_correction,
    remembered_by_hand,
)
from yangfan.intelligence.translation.order import translator_for
from yangfan.intelligence.translation.translating import check_translation, translate

__all__ = [
    "GlossaryEntry", "add_terms", "remove_terms",
    "Alike", "alike", "forget_correction", "remembered_by_hand", "tokens_used",
    "Claim", "Draft", "Index", "draft_with_endpoint", "has_embeddings", "questions_in", "vectors_of",
    "TooFewExamples", "Trained", "chances", "parts_of", "train",
    "BUYING", "Example", "Found", "INTENTS", "Item", "QUESTIONS", "Sender", "SpamLesson", "SpamWords", "country_of_mail", "country_of_phone",
    "learn", "next_question", "question_in", "read_with_endpoint", "shifted", "spam_share", "features", "likeness", "counted_kind", "place_name",
    "Detected", "EndpointUnavailable", "Mark", "Problem", "Reading", "Translated", "TranslationUnavailable", "Translator", "ask", "check_translation",
    "detect_language", "endpoint_title", "has_endpoint", "is_right_to_left", "language_name", "offline_models", "read_wants",
    "remember_correction", "translate", "translator_for", "use_standin",
]  # fmt: skip
