"""Raw press pages in, a public record out: who said what, to whom, when and where, anchored to its words."""

__version__ = "0.1.0"
