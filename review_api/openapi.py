"""Prints the OpenAPI document: ``python -m review_api.openapi``. Needs no database."""

import json
import sys
from typing import Any

from review_api.app import bare_app
from review_api.routes.router import PROBLEM_TYPE


def document() -> dict[str, Any]:
    """Return the OpenAPI document of the API."""
    found = bare_app().openapi()
    for path in found["paths"].values():
        for operation in path.values():
            # FastAPI files every model under application/json; errors have a type of their own.
            content = operation["responses"]["default"]["content"]
            content[PROBLEM_TYPE] = content.pop("application/json")
    return found


def main() -> None:
    """Write the document to standard output, with a stable order of keys."""
    json.dump(document(), sys.stdout, indent=2, sort_keys=True, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
