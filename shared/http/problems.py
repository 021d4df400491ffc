"""Refusals as RFC 9457 problem+json, in the caller's language, mapped once for every service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import asyncpg
import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ConfigDict
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from shared.described import Described
from shared.errors import Failure, Invalid, Refusal
from shared.http.sentences import KIND_LABELS, SHARED_SENTENCES
from shared.texts import Label, Locale, Text, choose_locale

MEDIA_TYPE = "application/problem+json"
QUOTED = re.compile(r"'([^']*)'")


class FailingRule(Described):
    """One rule that failed."""

    code: str
    """Stable, for programs."""
    detail: str
    """What is wrong and what to do, in the caller's language."""
    field: str | None = None
    """Of the body or of the query, with dots: `dates.3.starts_at`."""
    values: dict[str, Any] | None = None
    """What the sentence speaks of."""
    passes: dict[str, Any] | None = None
    """What would pass instead, where the rule can say it."""


class Problem(Described):
    """Why something was refused (RFC 9457), with every rule that failed.

    Further fields help on: `current` (of a stale edit), `alternatives`, `rivals`, `in_the_way`, the
    id of what is there already.
    """

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    """Of the first rule; `fields_not_valid` when several fields are not right."""
    detail: str
    """All sentences of `errors`."""
    errors: list[FailingRule]


RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Refused: `code` is stable, `detail` says what to do.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        "model": Problem,
    }
}

TITLES: dict[int, Text] = {
    400: Text("Yêu cầu không đọc được", "The request cannot be read"),
    401: Text("Chưa đăng nhập", "Not signed in"),
    403: Text("Không có quyền", "Not allowed"),
    404: Text("Không tìm thấy", "Not found"),
    405: Text("Phương thức không hỗ trợ", "Method not allowed"),
    409: Text("Không thực hiện được lúc này", "Not possible as things stand"),
    412: Text("Bản ghi đã thay đổi", "It has changed"),
    413: Text("Nội dung quá lớn", "Too large"),
    422: Text("Dữ liệu chưa đúng", "Not valid"),
    428: Text("Thiếu If-Match", "If-Match is missing"),
    429: Text("Quá nhiều yêu cầu", "Too many requests"),
    500: Text("Lỗi hệ thống", "Our error"),
    503: Text("Tạm thời không phục vụ", "Not available for a moment"),
}


class Sentences:
    """All sentences of one service: its own and the shared ones."""

    def __init__(self, own: Mapping[str, Text]) -> None:
        self.texts: dict[str, Text] = {**SHARED_SENTENCES, **own}

    def say(self, failure: Failure, locale: Locale) -> str:
        text = self.texts.get(failure.code)
        if text is None:
            return failure.code
        kind = KIND_LABELS.get(str(failure.values.get("kind")))
        return text.say(locale, **(failure.values | ({"kind": kind} if kind else {})))

    def describe(self, failure: Failure, locale: Locale) -> dict[str, Any]:
        """One failing rule as it stands in `errors[]` and in `actions`."""
        entry: dict[str, Any] = {"code": failure.code, "detail": self.say(failure, locale)}
        if failure.field:
            entry["field"] = failure.field
        values = dict(failure.values)
        passes = values.pop("passes", None)
        if shown := {name: _plain(value, locale) for name, value in values.items()}:
            entry["values"] = shown
        if passes:
            entry["passes"] = passes
        return entry


def _plain(value: Any, locale: Locale) -> Any:
    if isinstance(value, Label):
        return value.code
    if isinstance(value, Text):
        return value.say(locale)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(one, locale) for one in value]
    return value if isinstance(value, (int, float, bool, str, type(None))) else str(value)


def problem(refusal: Refusal, sentences: Sentences, locale: Locale) -> Response:
    """The response for a refusal: every failing rule, under the first one's code."""
    errors = [sentences.describe(failure, locale) for failure in refusal.failures]
    first = errors[0] if errors else {"code": "refused", "detail": ""}
    whole = len(errors) > 1 and isinstance(refusal, Invalid)
    code = "fields_not_valid" if whole else first["code"]
    body: dict[str, Any] = {
        "type": f"urn:hcn:problem:{code}",
        "title": TITLES.get(refusal.status, TITLES[409]).say(locale),
        "status": refusal.status,
        "code": code,
        "detail": " ".join(dict.fromkeys(error["detail"] for error in errors)),
        "errors": errors,
        **refusal.extra,
    }
    headers: dict[str, str] = {"Content-Language": locale}
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(refusal.retry_after)
    if refusal.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(orjson.dumps(body, default=str), refusal.status, headers, media_type=MEDIA_TYPE)


def with_status(status: int, *failures: Failure) -> Refusal:
    """A refusal with a status that has no class of its own."""
    refusal = Refusal(*failures)
    refusal.status = status
    return refusal


def install_problems(app: FastAPI, sentences: Sentences) -> None:
    """Answer what a route refuses with a problem; a defect is answered by `Requests` outside."""

    def answer(request: Request, refusal: Refusal) -> Response:
        return problem(refusal, sentences, choose_locale(request.headers.get("accept-language")))

    @app.exception_handler(Refusal)
    async def on_refusal(request: Request, refusal: Refusal) -> Response:
        return answer(request, refusal)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> Response:
        return answer(request, read_validation(error))

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> Response:
        codes = {404: "route_not_found", 405: "method_not_allowed", 400: "body_not_json"}
        failure = Failure(codes.get(error.status_code, "field_wrong_form"), method=request.method)
        response = answer(request, with_status(error.status_code, failure))
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(DBAPIError)
    async def on_database(request: Request, error: DBAPIError) -> Response:
        if _is_data_error(error):
            return answer(request, Invalid(Failure("value_not_storable")))
        raise error

    @app.exception_handler(asyncpg.DataError)
    async def on_data(request: Request, _error: asyncpg.DataError) -> Response:
        return answer(request, Invalid(Failure("value_not_storable")))


def _is_data_error(error: DBAPIError) -> bool:
    """Whether PostgreSQL cannot hold a value: a NUL in a text, a number beyond its column."""
    return isinstance(getattr(error.orig, "__cause__", None), asyncpg.DataError)


VALIDATION_CODES: dict[str, tuple[str, str | None]] = {
    "missing": ("field_missing", None),
    "extra_forbidden": ("field_unknown", None),
    "uuid_parsing": ("field_not_uuid", None),
    "uuid_type": ("field_not_uuid", None),
    "string_type": ("field_not_text", None),
    "int_parsing": ("field_not_number", None),
    "int_type": ("field_not_number", None),
    "int_from_float": ("field_not_number", None),
    "int_parsing_size": ("field_not_number", None),
    "finite_number": ("field_not_number", None),
    "float_parsing": ("field_not_number", None),
    "float_type": ("field_not_number", None),
    "datetime_parsing": ("field_not_instant", None),
    "datetime_from_date_parsing": ("field_not_instant", None),
    "datetime_type": ("field_not_instant", None),
    "timezone_aware": ("field_not_instant", None),
    "date_parsing": ("field_not_date", None),
    "date_type": ("field_not_date", None),
    "date_from_datetime_parsing": ("field_not_date", None),
    "date_from_datetime_inexact": ("field_not_date", None),
    "bool_parsing": ("field_not_boolean", None),
    "bool_type": ("field_not_boolean", None),
    "string_too_short": ("field_too_short", "min_length"),
    "too_short": ("field_too_short", "min_length"),
    "string_too_long": ("field_too_long", "max_length"),
    "too_long": ("field_too_long", "max_length"),
    "greater_than_equal": ("field_too_small", "ge"),
    "greater_than": ("field_too_small", "gt"),
    "less_than_equal": ("field_too_large", "le"),
    "less_than": ("field_too_large", "lt"),
    "model_type": ("field_not_object", None),
    "model_attributes_type": ("field_not_object", None),
    "dict_type": ("field_not_object", None),
    "list_type": ("field_not_list", None),
}


PATTERN_CODES: dict[str, str] = {}
"""Pattern of a field → the code of the sentence that says how to write it, see `shaped`."""


def read_validation(error: RequestValidationError) -> Refusal:
    """What Pydantic found wrong, as failures with our codes; broken JSON is 400."""
    failures = []
    for found in error.errors():
        if found["type"] == "json_invalid":
            return with_status(400, Failure("body_not_json"))
        failures.append(_failure_of(found))
    return Invalid(*failures)


def _failure_of(found: Mapping[str, Any]) -> Failure:
    place = [str(part) for part in found["loc"] if part not in ("body", "query", "path", "header")]
    name = ".".join(place) or "body"
    cause = (found.get("ctx") or {}).get("error")
    if isinstance(cause, FieldProblem):
        return Failure(cause.code, field=name, **cause.values)
    if found["type"] in ("literal_error", "enum"):
        allowed = QUOTED.findall(found["ctx"]["expected"])
        return Failure("field_not_listed", field=name, allowed=allowed)
    if found["type"] == "string_pattern_mismatch":
        return Failure(PATTERN_CODES.get(found["ctx"]["pattern"], "field_wrong_form"), field=name)
    code, limit = VALIDATION_CODES.get(found["type"], ("field_wrong_form", None))
    return Failure(code, field=name, **({"limit": found["ctx"][limit]} if limit else {}))


class FieldProblem(ValueError):
    """For validators of request models: a failure with a code of ours, not Pydantic's text."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
