"""The words behind the codes."""

from review_api.routes.router import guarded_router
from review_api.schemas.vocabulary import VocabularyView
from review_api.vocabulary import VOCABULARY

router = guarded_router("vocabulary")


@router.get("/v1/vocabulary", operation_id="getVocabulary")
def get_vocabulary() -> VocabularyView:
    """Say every outcome, reason, feature and key in plain words."""
    return VOCABULARY
