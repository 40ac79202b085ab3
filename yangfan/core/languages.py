"""Which words stand in where a language has none of ours: Chinese for Chinese readers, English for everybody else."""

from django.utils.translation import trans_real


def fall_back_to_english() -> None:
    """Let a text that is not translated into a language appear in English, not in the console's Chinese.

    Django falls back to LANGUAGE_CODE whatever the reader's language is, and gives no setting for anything else. The
    catalogues are still read when they are first needed.
    """
    theirs = trans_real.DjangoTranslation._add_fallback
    if getattr(theirs, "is_ours", False):
        return

    def add_fallback(catalogue, localedirs=None):
        if catalogue.language().startswith("zh"):
            theirs(catalogue, localedirs)

    add_fallback.is_ours = True
    trans_real.DjangoTranslation._add_fallback = add_fallback
