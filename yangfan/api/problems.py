"""Errors as RFC 9457 problem documents."""

import json

from django.http import Http404, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.responses import NinjaJSONEncoder


class Problem(Exception):
    """An answer that is an error: `code` is for programs, `detail` for people, `errors` names rows and fields."""

    def __init__(self, status: int, code: str, detail: str, errors: list[dict] | None = None):
        super().__init__(detail)
        self.status, self.code, self.detail, self.errors = status, code, detail, errors or []


def answer(problem: Problem) -> HttpResponse:
    """Return the problem as application/problem+json."""
    body = {"type": "about:blank", "title": problem.code, "status": problem.status, "detail": problem.detail}
    if problem.errors:
        body["errors"] = problem.errors
    return HttpResponse(
        json.dumps(body, cls=NinjaJSONEncoder), status=problem.status, content_type="application/problem+json"
    )


def install(api) -> None:
    """Have every error of `api` answered as a problem."""
    api.add_exception_handler(Problem, lambda request, error: answer(error))
    api.add_exception_handler(
        AuthenticationError,
        lambda request, error: answer(
            Problem(401, "token_refused", "send a valid token: Authorization: Bearer …")
        ),
    )
    api.add_exception_handler(ValidationError, lambda request, error: answer(_of_validation(error)))
    api.add_exception_handler(
        Http404, lambda request, error: answer(Problem(404, "not_found", "there is no such thing"))
    )
    api.add_exception_handler(
        HttpError, lambda request, error: answer(Problem(error.status_code, "refused", str(error)))
    )


def _of_validation(error) -> Problem:
    found = [
        {
            "field": ".".join(str(part) for part in one["loc"] if part not in ("body", "data")),
            "message": one["msg"],
        }
        for one in error.errors
    ]
    return Problem(422, "invalid", "; ".join(f"{one['field']}: {one['message']}" for one in found), found)
