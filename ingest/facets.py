"""Which part of a track a contributor's role concerns.

The groups are our own reading of the role names in DDEX's allowed value set ``ContributorRole``.
"""

from types import MappingProxyType

from contracts.disclosure import Facet

_GROUPS = {
    Facet.VOCALS: """Vocalist LeadVocalist BackgroundVocalist Choir ChoirMember PlaybackSinger Narrator
        Speaker StoryTeller VoiceActor Announcer""",
    Facet.INSTRUMENTS: """Musician PrimaryMusician StudioMusician Soloist Performer LeadPerformer
        AdditionalPerformer AssociatedPerformer Accompanyist Ensemble Orchestra OrchestraMember MusicGroup
        GroupMember BandLeader ConcertMaster Conductor GuestConductor AssistantConductor StudioConductor
        DJ ClubDJ""",
    Facet.COMPOSITION_LYRICS: """Composer ComposerLyricist Lyricist SubLyricist NonLyricAuthor Author
        Librettist Arranger MusicArranger SubArranger VocalArranger Adapter Translator""",
    Facet.PRODUCTION: """Producer StudioProducer AdditionalStudioProducer CoProducer ExecutiveProducer
        CoExecutiveProducer AssociateProducer AssistantProducer InitialProducer VocalProducer StringProducer
        Programmer ProgrammingEngineer AdditionalProgrammingEngineer SoundDesigner RecordingEngineer
        TrackingEngineer OverdubEngineer VocalEngineer StringEngineer Engineer AdditionalEngineer
        DigitalAudioWorkstationEngineer Tonmeister SoundRecordist""",
    Facet.POST_PRODUCTION: """Mixer CoMixer MixingEngineer AdditionalMixingEngineer CoMixingEngineer
        ImmersiveMixingEngineer SurroundMixingEngineer SoundMixer MasteringEngineer ImmersiveMasteringEngineer
        Remixer RemixingEngineer DigitalEditingEngineer VocalEditingEngineer Editor PostProducer
        ReissueProducer CompilationProducer BalanceEngineer TransfersAndSafetiesEngineer""",
    Facet.ARTWORK: """ArtDirector CoverDesigner Designer GraphicArtist GraphicDesigner Illustrator Painter
        Photographer ComputerGraphicCreator""",
    Facet.VIDEO: """Animator CameraOperator Director FilmDirector VideoDirector VideoProducer Videographer
        VisualEditor VisualEffectsTechnician Actor SupportingActor""",
}

FACETS = MappingProxyType({role: facet for facet, roles in _GROUPS.items() for role in roles.split()})
"""The facet of every role that has one."""


def facet_of(role: str) -> Facet:
    """The facet of ``role``; ``OTHER`` for a role that no group holds."""
    return FACETS.get(role, Facet.OTHER)
