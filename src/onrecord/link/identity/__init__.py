"""Who is who across pages.

``identities(mentions, judgements, renamings)`` is the whole of it; `resolving` tells the path. ``consistent`` says
whether a judgement can be kept beside the others.
"""

from onrecord.link.identity.clusters import Join, Refusal
from onrecord.link.identity.judgements import Judgement, Renaming, consistent
from onrecord.link.identity.mentions import Mention, Role, mentions_of
from onrecord.link.identity.resolving import Identity, People, identities
from onrecord.link.identity.spellings import name_key

__all__ = [
    "Identity",
    "Join",
    "Judgement",
    "Mention",
    "People",
    "Refusal",
    "Renaming",
    "Role",
    "consistent",
    "identities",
    "mentions_of",
    "name_key",
]
