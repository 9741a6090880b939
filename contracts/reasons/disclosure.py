"""The finding codes of ingest in plain words: what a delivery says, and what is wrong with it."""

from contracts.reasons.reason import Reason

DISCLOSURE_REASONS: tuple[Reason, ...] = (
    Reason(
        "DX-X01",
        "Unreadable message",
        "The message is no well-formed XML, has a DOCTYPE, or is larger or deeper than allowed. Nothing "
        "was taken from it.",
    ),
    Reason(
        "DX-X02",
        "Unsupported message",
        "The message is no ERN NewReleaseMessage of a version that Deadwax reads.",
    ),
    Reason(
        "DX-X03",
        "Message out of shape",
        "A part that ERN requires is missing, or an element stands where ERN has no place for it.",
    ),
    Reason(
        "DX-X04",
        "Unknown version of the value sets",
        "The message uses allowed value sets that are newer than those known here. This is no fault.",
    ),
    Reason(
        "DX-X05",
        "Not validated against the official schema",
        "Messages are held against official schemas here, and the folder of schemas has none for this "
        "version of ERN. All other rules were applied.",
    ),
    Reason(
        "DX-V01",
        "Value not understood",
        "A date, a duration, a number or a flag is malformed. It was left out; the rest was read.",
    ),
    Reason(
        "DX-D01",
        "Nothing said about AI",
        "The message could declare generative AI and does not. That means undeclared, not none.",
    ),
    Reason(
        "DX-D02",
        "The version has no field for AI",
        "ERN before 4.3.1 cannot declare generative AI, so silence means nothing here.",
    ),
    Reason(
        "DX-D03",
        "AI declaration with an unknown value",
        "The declaration is none of All, Partly and None. It counts as undeclared and is kept as written.",
    ),
    Reason(
        "DX-D04",
        "AI declared in a way that is not standard",
        "A user-defined role or contributor stands where ERN has a field for AI, or lacks its value.",
    ),
    Reason(
        "DX-D05",
        "Partly AI, but nobody says which part",
        "The recording is declared as partly made with AI, and no contributor is credited with it.",
    ),
    Reason(
        "DX-D06",
        "AI contribution without a role",
        "A contribution is declared as made with AI, but not what it was.",
    ),
    Reason(
        "DX-D07",
        "Composition, artwork or video not declared",
        "The recording is declared, and nothing says whether the composition, the artwork or the video was "
        "made with generative AI. Some services ask for each of them.",
    ),
    Reason(
        "DX-C01",
        "Declared as free of AI, with AI credited",
        "The recording is declared as made without AI, while a contributor is declared as AI.",
    ),
    Reason(
        "DX-C02",
        "Declared as wholly AI, with people credited",
        "The recording is declared as wholly made with AI, while people are credited. Credits for human "
        "producers are common and often honest.",
    ),
    Reason(
        "DX-C03",
        "Generative AI that is declared as human",
        "The contributor is generative AI itself, while its contribution is declared as None or Partly.",
    ),
    Reason(
        "DX-C04",
        "A person whose part is wholly AI",
        "A contributor with a name is declared as wholly AI. ERN wants generative AI credited instead.",
    ),
    Reason(
        "DX-C05",
        "Release and recordings disagree about AI",
        "The release's declaration excludes those of its recordings or images.",
    ),
    Reason(
        "DX-C06",
        "One ISRC, two declarations",
        "The same ISRC is declared differently in one message.",
    ),
    Reason(
        "DX-C07",
        "Human vocals, but only AI sings",
        "The message says that people sing or speak, while all vocals are credited to AI.",
    ),
    Reason(
        "DX-C08",
        "Roles and flags do not fit",
        "A vocal role on an instrumental, an instrument beside a vocal role, or AI credited with an "
        "instrument that is not named.",
    ),
    Reason(
        "DX-C09",
        "An AI service named as a person",
        "A party that bears the name of an AI service stands as an artist or carries a person's identifiers, "
        "or a person with such an identifier is declared as wholly AI. An artist may bear such a name: a "
        "person should look.",
    ),
    Reason(
        "DX-C10",
        "The same part both human and AI",
        "One contributor is credited for one role both with AI and without.",
    ),
    Reason(
        "DX-C11",
        "Declaration lowered",
        "An earlier delivery of the same recording declared more AI than this one. That may be a "
        "correction: a person should look.",
    ),
    Reason(
        "DX-P01",
        "Trusted credentials say AI, declared as none",
        "The file's content credentials are intact and signed by somebody on the list of trust anchors. They "
        "say that AI made it, while the delivery says that no AI was used.",
    ),
    Reason(
        "DX-P02",
        "Trusted credentials say AI, nothing declared",
        "The file's content credentials are intact and signed by somebody on the list of trust anchors. They "
        "say that AI made it, while the delivery says nothing about AI.",
    ),
    Reason(
        "DX-P03",
        "Content credentials say AI, but are not trusted or not intact",
        "The file carries content credentials that say that AI made it. Their signer is not on the list of "
        "trust anchors, or the file was changed since, as by any new tag. That is no proof of tampering; "
        "where the file comes from still tells.",
    ),
    Reason(
        "DX-P04",
        "A generator's mark in the file",
        "A tag of the file is one that an AI generator writes, while the delivery says that no AI was used, "
        "or says nothing. Anybody can write or remove a tag: ask before concluding.",
    ),
    Reason(
        "DX-P05",
        "Labelled as possibly AI, declared as none",
        "A platform's label in the file calls it possibly or presumably made by AI. That is a guess of that "
        "platform.",
    ),
    Reason(
        "DX-P06",
        "The mark names another extent of AI",
        "A mark in the file says wholly where the delivery says partly, or the other way round. Both can be "
        "honest.",
    ),
    Reason(
        "DX-P07",
        "One generated piece under two names",
        "The file carries a generator's id of a piece that was delivered before by another sender or under "
        "another artist.",
    ),
    Reason(
        "DX-P08",
        "Marks not read to the end",
        "The tags or the content credentials of the file are damaged or larger than what is read. Marks may "
        "have been missed.",
    ),
    Reason("DX-I01", "Malformed identifier", "An identifier is missing or not written as its kind is."),
    Reason(
        "DX-I02",
        "Check digit does not fit",
        "A digit of an identifier is wrong. Many honest deliveries have this fault.",
    ),
    Reason(
        "DX-I03",
        "One ISRC for two recordings",
        "Two recordings of one message carry the same ISRC, or the ISRC was delivered before for a recording "
        "of another length, or of another title and artist.",
    ),
    Reason(
        "DX-I04",
        "Doubtful ISRC",
        "The ISRC is written as one, but begins with letters that no agency known here gives out, or says "
        "that it was given in a year that has not come.",
    ),
    Reason(
        "DX-H01",
        "Checksum differs",
        "The file's bytes are not those that the message declares: a broken transfer, or another file.",
    ),
    Reason(
        "DX-H02",
        "No checksum that can be relied on",
        "The message declares no checksum for the file, or one that is weak, ambiguous or cut short.",
    ),
    Reason(
        "DX-H03",
        "File missing or unusable",
        "A file that the message names is missing, empty, changed, or named so that it leads elsewhere.",
    ),
    Reason(
        "DX-H04",
        "The same file under another identity",
        "The very same bytes were delivered under another ISRC or by another sender.",
    ),
    Reason(
        "DX-H05",
        "Not the kind of file that its name says",
        "The file is of another kind than its ending or the declared codec says.",
    ),
    Reason(
        "DX-H06",
        "Longer or shorter than declared",
        "The file's length differs from the declared one: it may be cut, or another recording.",
    ),
    Reason(
        "DX-B01",
        "Batch and manifest differ",
        "The batch's manifest and its messages do not agree, or a MessageId was used for two messages.",
    ),
    Reason(
        "DX-S01", "Reference to nothing", "The message refers to a resource or party that it does not hold."
    ),
    Reason("DX-S02", "Recording without a release", "No release of the message holds the recording."),
    Reason(
        "DX-S03",
        "Main release unclear",
        "No release, or more than one, is the one that the message is about.",
    ),
    Reason("DX-S04", "No deal", "No deal says from when and where the release may be used."),
    Reason("DX-S05", "No front cover", "The message has no front cover image."),
    Reason(
        "DX-S06", "Videos only", "The message holds videos and no sound recording, so nothing is listened to."
    ),
    Reason(
        "DX-S07",
        "Purge or takedown",
        "The message withdraws a release. What was delivered of it before is marked as withdrawn; nothing "
        "is listened to.",
    ),
    Reason("DX-S08", "Test message", "The message says that it is a test, so it is not meant to go live."),
    Reason(
        "DX-S09",
        "Delivered before",
        "The recording was delivered before on the same release: this delivery changes what is known, or "
        "brings nothing new.",
    ),
)
"""Every finding code, in the order of the catalogue."""
