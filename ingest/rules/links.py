"""S: how releases, resources and deals hang together."""

from collections.abc import Iterator

from contracts.acknowledgement import MessageKind
from contracts.finding import Severity
from ingest.ern.message import ErnMessage
from ingest.ern.place import Place
from ingest.rules.found import Found, listed

FRONT_COVER = "FrontCoverImage"
ERN_3 = 3


def s01_reference_to_nothing(message: ErnMessage) -> Iterator[Found]:
    """References to resources and parties that the message does not hold."""
    known = message.links.recordings.keys() | message.links.resources.keys()
    for release in message.releases:
        missing = [reference for reference in release.resources if reference not in known]
        if missing:
            yield Found(
                "DX-S01",
                release.place,
                f"Release {release.reference} refers to {listed(missing)}, which the message does not hold.",
                "references to resources of the same message",
                "Add the resources, or remove the references.",
            )
    for recording in message.recordings:
        for credit in recording.credits:
            if credit.reference and credit.party is None:
                yield Found(
                    "DX-S01",
                    credit.place,
                    f"The party {credit.reference!r} is not in the PartyList.",
                    "a reference to a Party of the same message",
                    "Add the party, or correct the reference.",
                )


def s02_unused_recording(message: ErnMessage) -> Iterator[Found]:
    """A recording that no release holds."""
    if not message.releases:
        return
    contained = {reference for recording in message.recordings for reference in recording.contains}
    for recording in message.recordings:
        if not message.links.releases_of(recording) and recording.reference not in contained:
            yield Found(
                "DX-S02",
                recording.place,
                "No release holds the recording.",
                "a release that refers to the recording",
                "Add the recording to a release, or leave it out.",
            )


def s03_main_release(message: ErnMessage) -> Iterator[Found]:
    """No release, or more than one, that the message is about."""
    main = [release for release in message.releases if release.is_marked_main]
    whole = [release for release in message.releases if not release.is_track]
    if message.version.family == ERN_3 and message.releases and len(main) != 1:
        yield Found(
            "DX-S03",
            message.releases[0].place,
            f"{len(main)} releases are marked as main." if main else "No release is marked as main.",
            "one Release with IsMainRelease true",
            "Mark the release that the message is about.",
        )
    elif message.releases and not whole and (message.version.family == ERN_3 or not main):
        yield Found(
            "DX-S03",
            message.releases[0].place,
            "Every release is a track release.",
            "a release that the tracks belong to",
            "Give the main release its own type, such as Album or Single.",
        )


def s04_no_deal(message: ErnMessage) -> Iterator[Found]:
    """Recordings that no deal covers, where the message has deals."""
    if not message.deals:
        if message.releases:
            yield Found(
                "DX-S04",
                message.place,
                "The message has no deals.",
                "a DealList",
                "Send the deals with the message, unless they follow in another one.",
                Severity.INFORMATION,
                file_status="NoDealInNewReleaseMessage",
            )
        return
    covered = {reference for deal in message.deals for reference in deal.releases}
    for recording in message.recordings:
        releases = message.links.releases_of(recording)
        if releases and not any(release.reference in covered for release in releases):
            yield _no_deal(recording.place, "No deal covers a release of this recording.")
    if message.version.family == ERN_3:
        # In ERN 4 a track release without a deal cannot be bought alone, which is usual.
        for release in message.releases:
            if release.reference not in covered:
                yield _no_deal(release.place, f"No deal covers release {release.reference}.")


def s05_no_front_cover(message: ErnMessage) -> Iterator[Found]:
    """No front cover among the images."""
    if message.recordings and not any(resource.type == FRONT_COVER for resource in message.resources):
        yield Found(
            "DX-S05",
            message.place,
            "The message has no front cover image.",
            f"an Image of the type {FRONT_COVER}",
            "Add the front cover, unless it was delivered before.",
        )


def s06_videos_only(message: ErnMessage) -> Iterator[Found]:
    """Videos are not listened to; a message of videos only makes no tracks."""
    videos = [resource for resource in message.resources if resource.kind == "Video"]
    if videos and not message.recordings:
        yield Found(
            "DX-S06",
            videos[0].place,
            f"The message holds {len(videos)} videos and no sound recording.",
            "sound recordings, where they are to be checked",
            "Nothing to do: Deadwax listens to sound recordings only, so this message makes no tracks.",
        )


def _no_deal(place: Place, observed: str) -> Found:
    return Found("DX-S04", place, observed, "a deal for every release", "Add the deal that is missing.")


def s07_withdrawal(message: ErnMessage) -> Iterator[Found]:
    """A purge, or a message whose deals are all cancelled or over."""
    if message.kind is MessageKind.PURGE:
        why = "The message purges the release."
    elif message.kind is MessageKind.TAKEDOWN:
        why = "Every deal of the message is cancelled or over: it takes the release down."
    else:
        return
    for release in message.releases[:1]:
        yield Found(
            "DX-S07",
            release.place,
            why,
            "a message about a release that was delivered before",
            "Nothing to do, if the release is meant to go; its tracks are marked as withdrawn.",
        )


def s08_test_message(message: ErnMessage) -> Iterator[Found]:
    """A message that says that it is a test."""
    if message.header.is_test:
        yield Found(
            "DX-S08",
            message.header.place,
            "The message says that it is a test (MessageControlType TestMessage).",
            "LiveMessage for what is to go live",
            "Send it as LiveMessage once it is meant.",
        )


RULES = (
    s01_reference_to_nothing,
    s02_unused_recording,
    s03_main_release,
    s04_no_deal,
    s05_no_front_cover,
    s06_videos_only,
    s07_withdrawal,
    s08_test_message,
)
