"""What can go wrong in the review API, each with its HTTP status and a stable code."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from runtime.errors import DeadwaxError, FatalError, PoisonError, RetryableError, UnavailableError


class ReviewApiError(DeadwaxError):
    """Base of the errors that a caller sees as problem+json."""

    code: ClassVar[str] = "review_api.error"
    title: ClassVar[str] = "The request failed"
    status: ClassVar[int] = 500
    headers: Mapping[str, str] = MappingProxyType({})


class NotLoggedInError(ReviewApiError):
    """No valid session or key came with the request."""

    code = "review_api.not_logged_in"
    title = "Please log in"
    status = 401


class ForbiddenError(ReviewApiError):
    """The caller is known but may not do this."""

    code = "review_api.forbidden"
    title = "Not allowed"
    status = 403


class CsrfError(ReviewApiError):
    """A change came without the session's token, or from another site."""

    code = "review_api.csrf"
    title = "The request did not come from the page"
    status = 403


class TooManyLoginsError(ReviewApiError):
    """Too many failed logins in the window."""

    code = "review_api.too_many_logins"
    title = "Too many failed logins"
    status = 429

    def __init__(self, message: str, *, retry_after_s: int) -> None:
        super().__init__(message)
        self.headers = MappingProxyType({"Retry-After": str(retry_after_s)})


class TooManyChecksError(ReviewApiError):
    """A caller asks for checks faster than the service gives them."""

    code = "review_api.too_many_checks"
    title = "Too many checks"
    status = 429

    def __init__(self, message: str, *, retry_after_s: int) -> None:
        super().__init__(message)
        self.headers = MappingProxyType({"Retry-After": str(retry_after_s)})


class BusyError(ReviewApiError):
    """The service has its hands full."""

    code = "review_api.busy"
    title = "Busy just now"
    status = 503

    def __init__(self, message: str, *, retry_after_s: int) -> None:
        super().__init__(f"{message} Try again in {retry_after_s} second(s).")
        self.headers = MappingProxyType({"Retry-After": str(retry_after_s)})


class NotOfferedError(ReviewApiError):
    """The service was started without the part that would answer."""

    code = "review_api.not_offered"
    title = "Not offered here"
    status = 501


class UnsupportedParcelError(ReviewApiError):
    """The body is of a type that is no delivery."""

    code = "review_api.unsupported_parcel"
    title = "Not a delivery"
    status = 415


class UnusableParcelError(ReviewApiError):
    """The delivery cannot be unpacked, or holds no message."""

    code = "review_api.unusable_parcel"
    title = "The delivery cannot be read"
    status = 400


class ParcelTooLargeError(ReviewApiError):
    """The delivery is too large, or holds too many files."""

    code = "review_api.parcel_too_large"
    title = "Too large"
    status = 413


class CaseNotFoundError(ReviewApiError):
    """No case has this id."""

    code = "review_api.case_not_found"
    title = "No such case"
    status = 404


class BadRequestError(ReviewApiError):
    """A parameter has a value that cannot be used."""

    code = "review_api.bad_request"
    title = "The request cannot be used"
    status = 400


class IdempotencyConflictError(ReviewApiError):
    """The idempotency key or the flag id was used before with another body."""

    code = "review_api.idempotency_conflict"
    title = "Already taken with another content"
    status = 409


class ClaimConflictError(ReviewApiError):
    """Somebody else holds the case, or the claim is no longer valid."""

    code = "review_api.claim_conflict"
    title = "The case is not yours to change"
    status = 409


class VersionConflictError(ReviewApiError):
    """The case changed since the caller saw it."""

    code = "review_api.version_conflict"
    title = "The case has changed"
    status = 409


class AlreadyDecidedError(ReviewApiError):
    """The case was decided before."""

    code = "review_api.already_decided"
    title = "The case is decided"
    status = 409


class CaseClosedError(ReviewApiError):
    """The case was closed without a decision: its track changed or was withdrawn."""

    code = "review_api.case_closed"
    title = "The case is closed"
    status = 409


class UnknownReasonError(ReviewApiError):
    """The reason code does not fit the outcome."""

    code = "review_api.unknown_reason"
    title = "The reason does not fit the outcome"
    status = 422


class NotReadyError(ReviewApiError):
    """The database cannot be reached."""

    code = "review_api.not_ready"
    title = "Not ready"
    status = 503


class PreviewUnavailableError(ReviewApiError):
    """The recording cannot be played: it was not delivered, moved, changed or cannot be decoded."""

    code = "review_api.preview_unavailable"
    title = "No sound for this case"
    status = 404


class AccountError(DeadwaxError):
    """An account or key cannot be made as asked."""

    code = "review_api.account"


class FlagRefusedError(PoisonError):
    """The review API refuses a flag for good: sending it again would not help."""

    code = "review_api.flag_refused"


class FlagFailedError(RetryableError):
    """The review API failed at a flag: sending it again may help."""

    code = "review_api.flag_failed"


class FlagUndeliveredError(UnavailableError):
    """The review API cannot be reached, or takes nothing from us: flags wait until it does."""

    code = "review_api.flag_undelivered"


class WebhookSecretError(FatalError):
    """A webhook secret cannot be used."""

    code = "review_api.webhook_secret"
