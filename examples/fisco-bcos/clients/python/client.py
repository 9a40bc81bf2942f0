#!/usr/bin/env python3
"""An application on a FISCO BCOS network, by the gateway's native door; the key that signs is in custody.

Needs nothing but Python 3. The environment has RIDGEWAY_API (endpoints.api of the network) and RIDGEWAY_KEY (an API key).

  client.py deploy KEY CODE.hex [CONSTRUCTOR ARG...]   e.g. 'constructor(uint256)' 7
  client.py submit KEY CONTRACT FUNCTION [ARG...]      e.g. 'notarise(bytes32,string)' 0xab... text
  client.py query CONTRACT FUNCTION [ARG...]
  client.py transaction ID
  client.py block NUMBER|latest
"""

import json
import os
import sys
import urllib.error
import urllib.request


def call(path, body=None):
    request = urllib.request.Request(
        os.environ["RIDGEWAY_API"] + "/" + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"X-Api-Key": os.environ["RIDGEWAY_KEY"], "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return 0, json.load(answer)
    except urllib.error.HTTPError as refused:
        # A problem (RFC 9457): detail says what is wrong, transaction what to look for.
        return 1, json.load(refused)


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    what, *rest = arguments
    if what == "deploy" and len(rest) >= 2:
        with open(rest[1], encoding="ascii") as file:
            code = file.read().strip()
        body = {"key": rest[0], "deploy": code if code.startswith("0x") else "0x" + code}
        if len(rest) > 2:
            body.update(function=rest[2], args=rest[3:])
        status, answer = call("transactions", body)
    elif what == "submit" and len(rest) >= 3:
        body = {"key": rest[0], "contract": rest[1], "function": rest[2], "args": rest[3:]}
        status, answer = call("transactions", body)
    elif what == "query" and len(rest) >= 2:
        status, answer = call("queries", {"contract": rest[0], "function": rest[1], "args": rest[2:]})
    elif what == "transaction":
        status, answer = call("transactions/" + rest[0])
    elif what == "block":
        status, answer = call("blocks/" + rest[0])
    else:
        print(__doc__, file=sys.stderr)
        return 2
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
