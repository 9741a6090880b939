"""Makes real sound files with tags, and signs them with a certificate of the tests' own."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import c2pa
import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

RATE_HZ = 48_000
SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
CODECS = {
    "mp3": ("mp3", "mp3", "fltp"),
    "flac": ("flac", "flac", "s16"),
    "wav": ("wav", "pcm_s16le", "s16"),
    "aiff": ("aiff", "pcm_s16be", "s16"),
    "oga": ("ogg", "flac", "s16"),
    "opus": ("opus", "libopus", "flt"),
    "m4a": ("ipod", "aac", "fltp"),
}
"""Muxer, encoder and sample format by ending."""


def make_sound(
    path: Path, tags: dict[str, str] | None = None, seconds: float = 1.0, kind: str | None = None
) -> Path:
    """A tone of ``seconds`` at ``path`` with ``tags``; ``kind`` is the ending unless given."""
    muxer, codec, form = CODECS[kind or path.suffix.lstrip(".")]
    options = {"write_id3v2": "1"} if muxer == "aiff" else {}
    if muxer == "ipod":
        options["movflags"] = "use_metadata_tags"
    with av.open(str(path), "w", format=muxer, container_options=options) as container:
        container.metadata.update(tags or {})
        stream = container.add_stream(codec, rate=RATE_HZ, layout="mono")
        stream.format = form
        size = stream.codec_context.frame_size or 1024
        samples = (np.sin(np.arange(int(RATE_HZ * seconds)) * 0.05) * 9_000).astype(np.int16)
        resampler = av.AudioResampler(format=form, layout="mono", rate=RATE_HZ)
        for start in range(0, len(samples), size):
            frame = av.AudioFrame.from_ndarray(
                samples[None, start : start + size], format="s16", layout="mono"
            )
            frame.sample_rate, frame.pts = RATE_HZ, start
            for ready in resampler.resample(frame):
                container.mux(stream.encode(ready))
        container.mux(stream.encode(None))
    return path


@dataclass(frozen=True)
class Authority:
    """A root certificate of the tests' own, and a signer's chain and key under it, in PEM."""

    root: str
    chain: str
    key: str

    @classmethod
    def make(cls, signer: str) -> "Authority":
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root_name = _name("Test Root")
        root = _certificate(root_name, root_name, root_key.public_key(), root_key, root_key.public_key())
        leaf = _certificate(
            _name(signer), root_name, key.public_key(), root_key, root_key.public_key(), leaf=True
        )
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return cls(_pem(root), _pem(leaf) + _pem(root), secret.decode())

    def sign(self, source: Path, target: Path, manifest: dict[str, Any], parent: Path | None = None) -> Path:
        """Sign ``source`` into ``target``; ``parent`` becomes its ingredient."""
        kind = {
            ".mp3": "audio/mpeg",
            ".wav": "audio/wav",
            ".flac": "audio/flac",
            ".m4a": "audio/mp4",
            ".jpg": "image/jpeg",
            ".png": "image/png",
        }
        signer = c2pa.Signer.from_info(
            c2pa.C2paSignerInfo(b"es256", self.chain.encode(), self.key.encode(), None)
        )
        settings = {"verify": {"verify_after_sign": False}, "builder": {"thumbnail": {"enabled": False}}}
        with c2pa.Context.from_dict(settings) as context, c2pa.Builder(manifest, context=context) as builder:
            if parent is not None:
                with parent.open("rb") as file:
                    related = {"title": parent.name, "relationship": "parentOf"}
                    builder.add_ingredient(json.dumps(related), kind[parent.suffix], file)
            with source.open("rb") as plain, target.open("w+b") as signed:
                builder.sign(signer, kind[source.suffix], plain, signed)
        return target


def manifest(
    *sources: str,
    generator: str = "Test Generator",
    action: str = "c2pa.created",
    assertions: dict[str, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """A manifest definition with an action for each digitalSourceType."""
    actions = [{"action": action, "digitalSourceType": SOURCES + each} for each in sources]
    told = [{"label": "c2pa.actions.v2", "data": {"actions": actions}}] if actions else []
    more = [{"label": label, "data": data} for label, data in (assertions or {}).items()]
    return {"claim_generator_info": [{"name": generator, "version": "1"}], "assertions": told + more}


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, common),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, public: Any, signing: Any, authority: Any, *, leaf: bool = False
) -> x509.Certificate:
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"),
        False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=365 * 40))
        .add_extension(x509.BasicConstraints(ca=not leaf, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=leaf,
                key_cert_sign=not leaf,
                crl_sign=not leaf,
                decipher_only=False,
                **usage,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority), critical=False)
    )
    if leaf:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purpose, critical=False)
    return builder.sign(signing, hashes.SHA256())


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
