from model_core.dsl import RECIPIENTS, serialize


def test_of_many_recipients_only_new_scopes_are_added() -> None:
    inside = [{"address": f"a{n}@corp.example", "scope": "internal"} for n in range(RECIPIENTS + 200)]
    outside = [{"address": f"b{n}@other.example", "scope": "external"} for n in range(3)]
    event = {"kind": "email", "sender": {"address": "me@corp.example"}, "recipients": [*inside, *outside]}
    listed = [value for value in serialize(event).values if value.field.startswith("recipients")]
    assert [value.field for value in listed[-2:]] == [
        f"recipients[{RECIPIENTS - 1}]", f"recipients[{RECIPIENTS + 200}]",
    ]  # fmt: skip
    assert len(listed) == RECIPIENTS + 1
    assert listed[-1].markers == ("to", "external")
