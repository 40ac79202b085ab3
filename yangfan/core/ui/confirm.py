"""Asking before something that hurts: a page without JavaScript, a dialog with it (a link with `hx-get` and `hx-target="#yf-dialog"`)."""

from django.shortcuts import render


def ask(
    request, *, section: str, title: str, text: str, button: str, back: str, danger: bool = True, fields=None
):
    """Show the question; its form posts to the same address. `fields` are hidden values sent along."""
    context = {
        "section": section, "title": title, "text": text, "button": button, "back": back,
        "danger": danger, "fields": fields or {}, "action": request.get_full_path(),
    }  # fmt: skip
    template = "ui/confirm_dialog.html" if request.htmx else "ui/confirm_page.html"
    return render(request, template, context)
