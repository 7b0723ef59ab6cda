"""Models behind an OpenAI-compatible server: vLLM, SGLang, llama.cpp, Ollama, TGI, ``transformers serve`` and others.

The home of httpx and tenacity (extra ``server``).
"""

from harness.backends.server.backend import ServerBackend
from harness.backends.server.spec import ServerSpec

__all__ = ["ServerBackend", "ServerSpec"]
