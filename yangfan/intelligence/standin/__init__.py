"""The demo's stand-in for a language model: it speaks the OpenAI protocol and looks sentences up in a phrase book.

It is no translator and says so. It exists so that the two-way desk can be tried without a key.
"""
