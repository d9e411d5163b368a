"""Validates a CycloneDX 1.6 document strictly with cyclonedx-python-lib, reads it, and checks the purls."""

import json
import sys

from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

text = open(sys.argv[1], encoding="utf-8").read()
fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
if fault is not None:
    sys.exit("not valid: %r" % (fault,))
bom = Bom.from_json(json.loads(text))
for component in bom.components:
    if component.purl is not None:
        again = PackageURL.from_string(component.purl.to_string())
        assert again == component.purl, component.purl
print("%s %d" % (bom.metadata.component.type.value, len(bom.components)))
