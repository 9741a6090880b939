"""Examines the files of a message, and holds what was found against what the message says."""

from collections.abc import Mapping

from contracts.mark import FileMarks, Marks
from ingest.disclosure import recording_disclosure, resource_disclosure
from ingest.ern.message import ErnMessage
from ingest.ern.place import Place
from ingest.ern.recordings import Recording
from ingest.ern.resources import Resource
from ingest.files.inspect import InspectedFile
from ingest.marks.examine import Examined, Examiner
from ingest.rules.found import Found
from ingest.rules.marks import Marked, found_in_marks
from ingest.rules.picture_files import PictureFile, found_in_pictures
from ingest.rules.sound_files import ProbedFile, found_in_sound
from runtime.errors import ForbiddenLocationError, MissingObjectError

_WITH_MARKS = ("Image", "Video")


def examine_files(
    message: ErnMessage, files: Mapping[Place, InspectedFile], examiner: Examiner
) -> dict[Place, Examined]:
    """Examine every sound, picture and video that is there; one that is named many times once."""
    sounds = [(file, True) for recording in message.recordings for file in recording.files]
    others = [(file, False) for resource in _marked_resources(message) for file in resource.files]
    seen: dict[tuple[str, bool], Examined | None] = {}
    found = {}
    for file, is_sound in (*sounds, *others):
        delivered = files[file.place].delivered
        if delivered is None or not files[file.place].size:
            continue
        key = (delivered.location, is_sound)
        if key not in seen:
            seen[key] = _examined(examiner, file.name, delivered.location, is_sound=is_sound)
        examined = seen[key]
        if examined is not None:
            found[file.place] = examined
    return found


def found_in_examined(
    message: ErnMessage, files: Mapping[Place, InspectedFile], examined: Mapping[Place, Examined]
) -> list[Found]:
    """What the rules find in the examined files."""
    probed, marked = [], []
    for recording in message.recordings:
        for file in recording.files:
            each = examined.get(file.place)
            if each is None:
                continue
            place = recording.ai.place or recording.place
            declared = recording_disclosure(message, recording)
            marked.append(Marked(place, declared, each.marks, file.place))
            probed.append(ProbedFile(recording, files[file.place], each.probe, each.problem))
    for resource in _marked_resources(message):
        declared = resource_disclosure(message, resource)
        place = resource.ai.place or resource.place
        marked += [
            Marked(place, declared, examined[file.place].marks, file.place)
            for file in resource.files
            if file.place in examined
        ]
    pictures = [
        PictureFile(resource, file, examined[file.place].picture)
        for resource in message.resources
        if resource.kind == "Image"
        for file in resource.files
        if file.place in examined
    ]
    return [*found_in_sound(probed), *found_in_pictures(pictures), *found_in_marks(marked)]


def marks_of(
    recording: Recording, files: Mapping[Place, InspectedFile], examined: Mapping[Place, Examined]
) -> Marks:
    """The marks of a recording's files; one that is there and was not examined says so."""
    return Marks(
        files=tuple(
            examined[file.place].marks if file.place in examined else FileMarks(file=file.name)
            for file in recording.files
            if files[file.place].delivered is not None
        )
    )


def _marked_resources(message: ErnMessage) -> list[Resource]:
    return [resource for resource in message.resources if resource.kind in _WITH_MARKS]


def _examined(examiner: Examiner, name: str, location: str, *, is_sound: bool) -> Examined | None:
    """None where the file is no longer there, which the rules of files tell."""
    try:
        return examiner.examine(name, location, is_sound=is_sound)
    except (MissingObjectError, ForbiddenLocationError):
        return None
