"""Models behind an OpenAI-compatible server: vLLM, SGLang, llama.cpp, Ollama, TGI, ``transformers serve`` and others.

The home of httpx and tenacity (extra ``server``).
"""
