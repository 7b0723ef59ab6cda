"""``gold edit``: a page on this machine where one reads, selects evidence, asks, and answers blind."""

from harness.authoring.editor.server import Editor, start_editor

__all__ = ["Editor", "start_editor"]
