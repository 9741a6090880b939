"""Every example by its code."""

from types import MappingProxyType

from ingest.examples import contradictions, declared, files, identity, marks, structure
from ingest.examples.case import Example

EXAMPLES: MappingProxyType[str, Example] = MappingProxyType(
    {
        example.code: example
        for family in (structure, declared, contradictions, marks, identity, files)
        for example in family.EXAMPLES
    }
)
"""The examples, one for each code that has one."""
