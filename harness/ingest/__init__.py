"""Raw files to documents with numbered sections, and the form in which documents are kept."""

from harness.ingest.document_file import parse_document, read_document, render_document, write_document
from harness.ingest.ingesting import ingest
from harness.ingest.records import Ingested, Note

__all__ = ["Ingested", "Note", "ingest", "parse_document", "read_document", "render_document", "write_document"]
