"""Models behind an OpenAI-compatible server: vLLM, SGLang, llama.cpp, Ollama, TGI, ``transformers serve`` and others.

The home of httpx and tenacity (extra ``server``). Where one of them is not installed, importing this says so.
"""

from harness.errors import MissingError

try:
    from harness.backends.server.backend import ServerBackend
    from harness.backends.server.spec import ServerSpec
except ModuleNotFoundError as error:
    if error.name not in ("httpx", "tenacity"):
        raise
    message = f"a server: the package {error.name} is not installed; expected it; in a clone: bin/setup server"
    raise MissingError(message) from error

__all__ = ["ServerBackend", "ServerSpec"]
