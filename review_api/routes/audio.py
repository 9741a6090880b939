"""The sound of a case."""

from fastapi.responses import FileResponse

from review_api.cases import detail
from review_api.context import Context
from review_api.routes.router import guarded_router
from runtime.database.engine import reading

router = guarded_router("cases")

OGG_OPUS = "audio/ogg"


@router.get(
    "/v1/cases/{case_id}/audio",
    operation_id="getCaseAudio",
    response_class=FileResponse,
    responses={
        200: {"content": {OGG_OPUS: {}}, "description": "Ogg Opus"},
        206: {"description": "A part of it"},
    },
)
def get_case_audio(case_id: str, context: Context) -> FileResponse:
    """Play a case: freshly encoded sound without the delivered file's tags; byte ranges work."""
    with reading(context.engine) as connection:
        sound = detail.case_sound(connection, case_id)
    preview = context.previews.of(sound)
    return FileResponse(
        preview,
        media_type=OGG_OPUS,
        headers={"Cache-Control": "private, max-age=3600", "Content-Disposition": "inline"},
    )
