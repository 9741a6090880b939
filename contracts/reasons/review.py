"""Reasons that a moderator gives for a decision."""

from contracts.reasons.reason import Reason

REVIEW_REASONS: tuple[Reason, ...] = (
    Reason(
        "RV_HUMAN_MADE",
        "Made by people",
        "The recording sounds and reads as made by people; what was found has another explanation.",
    ),
    Reason(
        "RV_HUMAN_AI_PROCESSED",
        "Made by people, processed with AI",
        "A human recording that was mastered, restored or separated with a neural tool, which leaves the "
        "same trace.",
    ),
    Reason(
        "RV_DISCLOSED",
        "Properly disclosed",
        "The delivery says what was found; nothing is hidden.",
    ),
    Reason(
        "RV_NOT_SPAM",
        "An honest upload",
        "The upload pattern has an honest cause, for example a moved catalogue, a compilation or a series.",
    ),
    Reason(
        "RV_AI_UNDISCLOSED",
        "AI audio, not disclosed",
        "The sound is generated wholly or in large part, and the delivery does not say so.",
    ),
    Reason(
        "RV_AI_DECLARED_NONE",
        "AI audio, declared as none",
        "The delivery says that no generative AI was used, and the recording shows otherwise.",
    ),
    Reason(
        "RV_AI_PARTLY",
        "AI audio in a part",
        "Some of the track, such as the voice or the accompaniment, is generated.",
    ),
    Reason("RV_MASS_UPLOAD", "Mass upload", "One of many near-equal tracks delivered to collect plays."),
    Reason(
        "RV_COPY",
        "Copy of another recording",
        "The same recording, perhaps at another speed or cut, under another identity.",
    ),
    Reason(
        "RV_IMPERSONATION",
        "Uses another artist's name or voice",
        "The name, title or voice makes listeners believe that another artist is performing.",
    ),
    Reason(
        "RV_MISLEADING_TITLE",
        "Misleading title",
        "The title is made of search terms or names that have nothing to do with the recording.",
    ),
    Reason(
        "RV_DISCLOSURE_CONTRADICTS",
        "The declaration contradicts itself",
        "Parts of the delivery say different things about AI; the sender has to say which is right.",
    ),
    Reason(
        "RV_FILE_WRONG",
        "File missing, damaged or changed",
        "The delivered sound is not there, cannot be played, or is not what the message describes.",
    ),
    Reason(
        "RV_RIGHTS_UNCLEAR",
        "Rights unclear",
        "It is not clear that the sender may deliver this recording.",
    ),
    Reason(
        "RV_NEEDS_LEAD",
        "Needs a lead",
        "A second, more experienced person has to look, for example at a well-known artist or a legal "
        "question.",
    ),
    Reason("RV_OTHER", "Something else", "None of the others fits; the note says what it is."),
)
