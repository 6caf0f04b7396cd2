"""Which pages tell of one occasion: an interview, a news conference, a speech, a report; and what occasion it is.

``sketch`` takes from a page what it can be recognised by, ``grouped`` brings the sketches of any set of pages together,
and ``occasion`` tells what a group's pages say of it. What is grouped depends on the set of pages alone. ``sentences``
are those of a page that ``grouped`` asks for.
"""

from onrecord.link.occasions.grouping import Group, grouped
from onrecord.link.occasions.meanings import sentences
from onrecord.link.occasions.naming import occasion
from onrecord.link.occasions.sketches import SKETCH_VERSION, Sketch
from onrecord.link.occasions.sketching import sketch

__all__ = ["SKETCH_VERSION", "Group", "Sketch", "grouped", "occasion", "sentences", "sketch"]
