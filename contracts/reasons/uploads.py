"""Reasons that speak of uploads, titles, names, copies and of what was declared."""

from contracts.reasons.reason import Reason

UPLOAD_REASONS: tuple[Reason, ...] = (
    Reason(
        "UPLOAD_BURST",
        "Many uploads in a short time",
        "The sender, label or artist delivered far more than usual. Release days, catalogue moves and "
        "large distributors do this honestly: compare with its own usual day.",
    ),
    Reason(
        "ARTIST_FARM",
        "Many new artist names from one sender",
        "Nearly every track comes under another, new artist name. Compilations and new distributors can "
        "look alike: check whether the names exist elsewhere.",
    ),
    Reason(
        "MACHINE_CADENCE",
        "Deliveries as regular as a clock",
        "The gaps between deliveries are too even for people. Scheduled batch jobs of honest "
        "distributors can be even too.",
    ),
    Reason(
        "SAME_LENGTH",
        "Many tracks of the same length",
        "A large share of the tracks have the same length to the second, as templates and slices do.",
    ),
    Reason(
        "SHORT_TRACKS",
        "Tracks just over the payout limit",
        "Many tracks last 30 to 45 seconds, just long enough to be paid as a play.",
    ),
    Reason(
        "TITLES_REPEATED",
        "The same title words over and over",
        "Different recordings carry the same title words, in the same or another order.",
    ),
    Reason(
        "NEW_ACCOUNT",
        "How long the sender is known",
        "A new sender is no fault. It only means that there is no history to compare with.",
    ),
    Reason(
        "TITLE_KEYWORDS",
        "Title made of search terms",
        "The title or name strings together what people type into a search box.",
    ),
    Reason(
        "TITLE_SERIES",
        "Numbered series",
        "The title ends in a running number, as mass-made series do.",
    ),
    Reason(
        "SPEED_COPY",
        "Sped-up or slowed copy",
        "Title and length point to another artist's recording at another speed. Official altered versions "
        "come from the same artist or sender.",
    ),
    Reason(
        "TITLE_FAMOUS_NAME",
        "Uses a well-known name",
        "The title names a well-known artist who is not credited, or says that it imitates a recording.",
    ),
    Reason(
        "NAME_LOOKALIKE",
        "Look-alike name",
        "The name nearly equals a well-known one, or mixes look-alike letters of different alphabets.",
    ),
    Reason(
        "WRONG_PROFILE",
        "May belong to another artist of this name",
        "The track came from another sender, on another label, in another genre or language than what is "
        "known under this artist name. Artists change labels, and names are shared: compare the music.",
    ),
    Reason(
        "ISRC_REUSED",
        "ISRC used in an unusual way",
        "The ISRC was used for another recording before, or its prefix belongs to another sender so far. "
        "A label that changes its distributor takes its prefix along.",
    ),
    Reason(
        "NOT_THEIR_OWN",
        "May be somebody else's",
        "Artist name, title, recording, ISRC or profile point to somebody else. The evidence beside says "
        "which. Each alone has honest causes: namesakes, cover versions, corrected deliveries.",
    ),
    Reason(
        "UNUSUAL_UPLOADS",
        "Unlike honest uploads seen so far",
        "Uploads, titles and names together are unlike those of simulated honest senders. What is new is "
        "unusual too: it says where to look, and nothing is decided by it alone.",
    ),
    Reason(
        "REPUTATION_LISTED",
        "Name on somebody's list",
        "The artist name is on a list that was imported. A list is an opinion: names are listed by mistake, "
        "and shared by several artists. It informs, and no score or rule uses it.",
    ),
    Reason(
        "DUPLICATE_FILE",
        "The same file under another identity",
        "The very same audio file, byte for byte, was delivered before under another ISRC, artist or "
        "sender. A recording that moves to a new distributor can do this honestly.",
    ),
    Reason(
        "NOT_KNOWN",
        "Not known",
        "What the model would have looked at was not there. That moves its score, and speaks neither for "
        "nor against anybody.",
    ),
    Reason(
        "AI_TRACE_UPLOADS",
        "Decoder's trace without a declaration",
        "Tracks of this sender carry a neural decoder's trace while their deliveries declare no AI.",
    ),
    Reason(
        "AI_TRACE_DECLARED_NONE",
        "Declared as made without AI, but a decoder's trace was found",
        "The delivery says that no generative AI was used; the sound carries a neural decoder's trace. A "
        "human recording that was restored or mastered with a neural tool carries it too.",
    ),
    Reason(
        "AI_TRACE_UNDECLARED",
        "Nothing declared about AI, and a decoder's trace was found",
        "The delivery says nothing about generative AI, which is not the same as saying none; the sound "
        "carries a neural decoder's trace.",
    ),
    Reason(
        "AI_TRACE_DECLARED",
        "Declared AI, and a decoder's trace was found",
        "The delivery declares generative AI and the sound agrees with it.",
    ),
)
