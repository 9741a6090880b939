"""Checking a delivery before it is sent."""

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from review_api.checking.desk import Parcel
from review_api.context import Context
from review_api.errors import UnsupportedParcelError, UnusableParcelError
from review_api.principal import Caller, Machine
from review_api.routes.router import guarded_router
from review_api.schemas.check import CheckReport

router = guarded_router("check")

KINDS = {
    "application/xml": Parcel.MESSAGE,
    "text/xml": Parcel.MESSAGE,
    "application/zip": Parcel.ZIP,
    "application/x-zip-compressed": Parcel.ZIP,
}
BINARY = {"schema": {"type": "string", "format": "binary"}}
BODY = {"required": True, "content": {"application/xml": BINARY, "application/zip": BINARY}}


@router.post("/v1/check", operation_id="checkDelivery", openapi_extra={"requestBody": BODY})
async def check_delivery(request: Request, caller: Caller, context: Context) -> CheckReport:
    """Check a delivery as the gate would; nothing is kept.

    The body is an ERN message (application/xml), whose files are then not checked, or a ZIP file with the
    message and its files, or a whole batch (application/zip).
    """
    context.desk.admit(caller.key_id if isinstance(caller, Machine) else caller.user_id)
    kind = KINDS.get(request.headers.get("content-type", "").partition(";")[0].strip().lower())
    if kind is None:
        raise UnsupportedParcelError(
            "A delivery comes as application/xml (the message alone) or application/zip (with its files).",
            remedy="Say which in the Content-Type header.",
        )
    with context.desk.tray() as tray:
        try:
            async for part in request.stream():
                await run_in_threadpool(tray.write, part)
        except ClientDisconnect as error:
            raise UnusableParcelError("The delivery broke off before its end.") from error
        return await run_in_threadpool(context.desk.check, tray, kind)
