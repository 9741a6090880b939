from contracts.decision import Action


def test_actions_are_ordered_from_the_mildest_to_the_hardest() -> None:
    assert sorted(Action, key=lambda action: action.strength) == [
        Action.ALLOW,
        Action.LABEL,
        Action.DEMOTE,
        Action.REVIEW,
        Action.HOLD,
    ]


def test_only_the_two_hardest_actions_need_a_person() -> None:
    assert {action for action in Action if action.needs_person} == {Action.REVIEW, Action.HOLD}
