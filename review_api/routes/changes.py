"""Handing in what became of tracks after they were delivered."""

from review_api.cases.closing import change_tracks
from review_api.context import Context
from review_api.routes.router import guarded_router
from review_api.schemas.change import ChangeReceipt, TrackChanges

router = guarded_router("flags")


@router.post("/v1/track-changes", operation_id="handInTrackChanges")
def hand_in_track_changes(changes: TrackChanges, context: Context) -> ChangeReceipt:
    """Enter which tracks were superseded or withdrawn; undecided cases of theirs are closed.

    Harmless to send again, and in any order with the flags of the tracks.
    """
    now = context.clock.now()
    with context.engine.begin() as connection:
        return change_tracks(connection, changes.changes, now)
