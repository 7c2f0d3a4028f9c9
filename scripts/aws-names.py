#!/usr/bin/env python3
"""Lists the operations and options that AWS has, as the AWS CLI spells them.

usage: scripts/aws-names.py BOTOCORE > static/aws-names.txt

BOTOCORE is a local copy of the published API models: the folder `botocore/data` of a release of botocore. Nothing is fetched.
A line with a service's name begins that service; each line under it is an operation and its options, without their two hyphens.
A flag, which has its opposite in `--no-…`, ends in `!`. Waiters are listed as `wait.NAME`.
"""

import json
import pathlib
import re
import sys

SERVICES = [
    ("cloudwatch", "2010-08-01"),
    ("dynamodb", "2012-08-10"),
    ("rds", "2014-10-31"),
]
# What the AWS CLI adds to or hides from the models.
CLI_OWN = {
    "rds": {
        "add-option-to-option-group": ["option-group-name", "options", "apply-immediately!"],
        "remove-option-from-option-group": ["option-group-name", "options", "apply-immediately!"],
        "generate-db-auth-token": ["hostname", "port", "username"],
    }
}
CLI_HIDES = {"rds": ["modify-option-group"]}
PAGES = ["max-items", "page-size", "starting-token"]


def kebab(name):
    """CamelCase as the AWS CLI hyphenates it: DBInstances becomes db-instances, SnapshotARNs snapshot-arns."""
    if re.search("[A-Z]{2,}s$", name):
        tail = re.search("[A-Z]{2,}s$", name).group()
        name = name[: -len(tail)] + "-" + tail.lower()
    name = re.sub("(.)([A-Z][a-z]+)", r"\1-\2", name)
    name = re.sub("([a-z0-9])([A-Z])", r"\1-\2", name)
    return re.sub("-+", "-", name).lower()


def options(model, operation, pages):
    shape = operation.get("input", {}).get("shape")
    members = model["shapes"][shape].get("members", {}) if shape else {}
    names = []
    for member, facts in members.items():
        kind = model["shapes"][facts["shape"]]["type"]
        names.append(kebab(member) + ("!" if kind == "boolean" else ""))
        if member == "PreSignedUrl":
            names.append("source-region")
    return sorted(names + (PAGES if pages else []))


def service(data, name, version):
    folder = data / name / version
    read = lambda file: json.loads((folder / file).read_text())
    model, waiters = read("service-2.json"), read("waiters-2.json")["waiters"]
    pages = read("paginators-1.json")["pagination"]
    found = {
        kebab(operation): options(model, facts, operation in pages)
        for operation, facts in model["operations"].items()
    }
    for waiter, facts in waiters.items():
        found["wait." + kebab(waiter)] = found[kebab(facts["operation"])]
    found.update(CLI_OWN.get(name, {}))
    for hidden in CLI_HIDES.get(name, []):
        found.pop(hidden, None)
    yield name
    for operation in sorted(found):
        yield " ".join(["", operation, *found[operation]])


def main():
    data = pathlib.Path(sys.argv[1])
    for name, version in SERVICES:
        print("\n".join(service(data, name, version)))


if __name__ == "__main__":
    main()
