"""Questions answered by a simulated node without the network in between."""

import msgspec
from msgspec import Raw, Struct

from reporter.model.questions import Answer, Question
from reporter.simulator.node import Node


class _Reply(Struct):
    result: Raw = Raw(b"")
    error: Raw = Raw(b"")


def answer_from(node: Node, question: Question) -> Answer:
    """The node's answer, or its refusal."""
    call = {"id": 1, "jsonrpc": "2.0", "method": question.method, "params": Raw(question.params.encode())}
    reply = msgspec.json.decode(node.answer(msgspec.json.encode(call)), type=_Reply)
    refused = bytes(reply.error) != b""
    return Answer(question, bytes(reply.error if refused else reply.result), refused)
