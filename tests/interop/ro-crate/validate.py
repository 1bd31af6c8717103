"""Validates a folder as an RO-Crate 1.1 with roc-validator, without a network.

    validate.py FOLDER        exit code 0 when no requirement is missed

The validator fetches the crate's context from w3id.org. Here a stand-in takes its place: the terms that our crates
use, each with the meaning that the published context gives it. A term that is not among them is an error.
"""

import io
import json
import sys
import urllib.request

CONTEXT_URL = "https://w3id.org/ro/crate/1.1/context"
SCHEMA = "http://schema.org/"
TERMS = {
    "File": SCHEMA + "MediaObject",
    "Dataset": SCHEMA + "Dataset",
    "CreativeWork": SCHEMA + "CreativeWork",
    "about": SCHEMA + "about",
    "contentSize": SCHEMA + "contentSize",
    "datePublished": SCHEMA + "datePublished",
    "description": SCHEMA + "description",
    "encodingFormat": SCHEMA + "encodingFormat",
    "hasPart": SCHEMA + "hasPart",
    "license": SCHEMA + "license",
    "name": SCHEMA + "name",
    "conformsTo": "http://purl.org/dc/terms/conformsTo",
}
BODY = json.dumps({"@context": TERMS}).encode()


class Answer(io.BytesIO):
    """What urllib and requests give for the context."""

    status = status_code = code = 200
    url = CONTEXT_URL
    content = BODY

    def __init__(self):
        super().__init__(BODY)
        self.headers = {"Content-Type": "application/ld+json", "content-type": "application/ld+json"}

    def info(self):
        return self.headers

    def geturl(self):
        return CONTEXT_URL

    def getcode(self):
        return 200

    def json(self):
        return json.loads(BODY)


def only_the_context(url):
    address = getattr(url, "full_url", url)
    if str(address) != CONTEXT_URL:
        raise OSError(f"no network: {address}")
    return Answer()


def main(folder):
    from rocrate_validator import models, services
    from rocrate_validator.utils.http import HttpRequester

    HttpRequester.get = lambda self, url, **_: only_the_context(url)
    urllib.request.urlopen = lambda url, *_, **__: only_the_context(url)
    import rdflib.parser
    import rdflib.plugins.shared.jsonld.util as util

    for module in (rdflib.parser, util):
        for name in ("_urlopen", "urlopen"):
            if hasattr(module, name):
                setattr(module, name, lambda url, *_, **__: only_the_context(url))

    described = json.load(open(f"{folder}/ro-crate-metadata.json", encoding="utf-8"))
    own = {term for context in described["@context"] if isinstance(context, dict) for term in context}
    used = {key for one in described["@graph"] for key in one if not key.startswith("@")}
    unknown = used - TERMS.keys() - own
    if unknown:
        sys.exit(f"terms that the published context may not have: {unknown}")
    result = services.validate(
        {
            "rocrate_uri": folder,
            "profile_identifier": "ro-crate-1.1",
            "requirement_severity": models.Severity.REQUIRED,
        }
    )
    for issue in result.get_issues():
        print(issue.severity, issue.check.identifier, issue.message)
    sys.exit(1 if result.has_issues() else 0)


main(sys.argv[1])
