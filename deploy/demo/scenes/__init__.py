"""The season, scene by scene: each does what people do and notes what was promised."""

from deploy.demo.scenes import activity, afterwards, membership

SCENES = [
    membership.the_call_opens,
    membership.spaces_apply,
    membership.reviewers_score,
    membership.the_decider_decides,
    membership.the_ceremony,
    membership.certificates_hold,
    activity.members_book,
    activity.rivals_meet,
    activity.items_are_published,
    activity.one_is_called_off,
    afterwards.a_member_is_suspended,
    afterwards.wrong_doors,
    afterwards.letters_arrived,
    afterwards.time_passes,
]
