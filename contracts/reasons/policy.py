"""Reasons that the policy's rules give beside those that the detectors and the disclosure rules speak for."""

from contracts.reasons.reason import Reason

POLICY_REASONS: tuple[Reason, ...] = (
    Reason(
        "PL_DECLARED_AI",
        "Declared as made with AI",
        "The delivery itself says that generative AI was used. That is no fault; listeners are told.",
    ),
    Reason(
        "PL_SPAM_PATTERN",
        "Looks like spam uploads",
        "What the sender uploads, how it is named and how it repeats looks like tracks made to collect "
        "plays.",
    ),
    Reason(
        "PL_SPAM_AND_AI",
        "Mass upload with a decoder's trace",
        "Two signals that do not depend on each other agree: how the tracks are uploaded, and how this one "
        "sounds.",
    ),
    Reason(
        "PL_SAME_FILE",
        "The same file under another artist",
        "This very file, byte for byte, was delivered before under another artist's name.",
    ),
    Reason(
        "PL_NAME_RESEMBLES",
        "Nearly somebody's name",
        "The artist name comes close to a protected name without being it, or mixes look-alike letters. "
        "Names are alike by chance too: look at who it is.",
    ),
    Reason(
        "PL_ISRC_REUSED",
        "One ISRC for several recordings",
        "At least two other recordings, by title, artist and length, came under this ISRC before.",
    ),
    Reason(
        "PL_STUFFED_TITLE",
        "Title strung together from search terms",
        "The title holds at least four search terms for functional content.",
    ),
    Reason(
        "PL_SHORT_TRACKS",
        "Nothing but tracks of 30 to 45 seconds",
        "At least eight tracks of this label came within 30 days, and four in five of them last 30 to 45 "
        "seconds. Skits, jingles and cuts for film do so honestly.",
    ),
    Reason(
        "PL_SLICES",
        "Numbered slices of one length",
        "A numbered series of at least eight tracks, while four in five of the artist's tracks have the same "
        "length to the second.",
    ),
    Reason(
        "PL_SAME_SOUND",
        "The same recording under another artist",
        "Most of the track is a recording that was delivered before under another artist's name. The "
        "evidence says which and where; listen to both.",
    ),
    Reason(
        "PL_ALTERED_COPY",
        "Another owner's recording, sped up, slowed or pitched",
        "Most of the track is a recording that another owner delivered, at another speed or pitch. Official "
        "altered versions come from the same artist and sender.",
    ),
    Reason(
        "PL_MANY_ISRCS",
        "One recording under many ISRCs of its owner",
        "The same owner delivered this very recording under at least three other ISRCs. Albums that hold one "
        "recording many times over do so.",
    ),
    Reason(
        "PL_ONE_LOOP",
        "One loop over and over",
        "The recording is one stretch of sound, repeated without a change. Loops for DJs do so honestly.",
    ),
    Reason(
        "PL_PADDED",
        "Reaches 30 seconds by silence",
        "Fewer than 30 seconds lie between the first sound and the last, and the file is longer. Silent "
        "pieces and hidden tracks do so honestly.",
    ),
    Reason(
        "PL_SHORT_NOISE",
        "Functional noise under two minutes",
        "Steady noise that is sold as such and is shorter than services ask of noise.",
    ),
    Reason(
        "PL_SLICES_BY_SOUND",
        "Slices of one recording, by their sound",
        "At least five tracks of less than a minute go on where the one before ended. Skits and film music "
        "that go over into one another do so honestly.",
    ),
    Reason(
        "PL_DISCLOSURE_CONTRADICTS",
        "The declaration contradicts itself",
        "Parts of the delivery say different things about AI.",
    ),
    Reason(
        "PL_MARK_DECLARED_NONE",
        "A generator's mark, declared as made without AI",
        "The file carries a mark that AI generators write, while the delivery says that no AI was used. The "
        "finding says which mark it is and where.",
    ),
    Reason(
        "PL_MARK_UNDECLARED",
        "A generator's mark, nothing declared",
        "The file carries a mark that AI generators write, while the delivery says nothing about AI, which "
        "is not the same as saying none.",
    ),
    Reason(
        "PL_SAME_PIECE",
        "One generated piece under two names",
        "The generator's own id of this piece came before, from another sender or under another artist.",
    ),
    Reason(
        "PL_FILE_CHANGED",
        "The file is not what the message describes",
        "The checksum of the delivered file differs from the one that the message gives.",
    ),
    Reason(
        "PL_FILE_MISSING",
        "No sound delivered",
        "The message names a recording whose file is not there.",
    ),
    Reason(
        "PL_NOT_HEARD",
        "The file could not be heard",
        "The file is there, but it could not be decoded, so nothing was heard.",
    ),
)
