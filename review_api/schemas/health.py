"""Whether the service lives and can work."""

from review_api.schemas.base import Answer


class Health(Answer):
    """``status`` is ``ok``."""

    status: str
