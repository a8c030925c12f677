"""The verbs of the room: keywords only, one transaction, at least one ledger entry each."""

from muniment.investigations.advising import Deal
from muniment.investigations.services.answers import AnswersUnfit, Receipt, take_answer
from muniment.investigations.services.blacklisting import blacklist_case
from muniment.investigations.services.capturing import (
    Bearing,
    bearings,
    capture_search,
    goal_of,
    mark_evidence,
    nothing_in_search,
)
from muniment.investigations.services.course import (
    assign_case,
    close_case,
    end_watch,
    reopen_case,
    watch_case,
)
from muniment.investigations.services.deciding import (
    approve_override,
    decide,
    refuse_override,
)
from muniment.investigations.services.facts import (
    add_facts,
    adopt_facts,
    correct_fact,
    withdraw_fact,
)
from muniment.investigations.services.judging import (
    add_finding,
    confirm_finding,
    confirm_link,
    deny_link,
    dismiss_finding,
    mark_duplicate,
    reopen_finding,
)
from muniment.investigations.services.keeping import add_evidence, record_manual_outcome
from muniment.investigations.services.letters import Letter, chase, note_letter, write_letter
from muniment.investigations.services.opening import (
    INQUIRY,
    Occasion,
    Trigger,
    open_case,
    open_case_for_dossier,
)
from muniment.investigations.services.questionnaires import (
    HandedLink,
    Recipient,
    Sending,
    Telling,
    ask_third_party,
    close_questionnaire,
    hand_over_link,
    remind_third_party,
)
from muniment.investigations.services.queueing import queue_run, settle_due
from muniment.investigations.services.reports import Kind as ReportKind
from muniment.investigations.services.reports import MadeReport, make_report
from muniment.investigations.services.schedule import ScheduleUnfit, set_schedule
from muniment.investigations.services.tables import AdviceNotFound, adopt_advice, propose_advice
from muniment.investigations.services.tripwires import (
    MeetingState,
    Traces,
    end_watching,
    judge_meeting,
    queue_tripwire,
    watch_party,
)

__all__ = [
    "INQUIRY",
    "AdviceNotFound",
    "AnswersUnfit",
    "Bearing",
    "Deal",
    "HandedLink",
    "Letter",
    "MadeReport",
    "MeetingState",
    "Occasion",
    "Receipt",
    "Recipient",
    "ReportKind",
    "ScheduleUnfit",
    "Sending",
    "Telling",
    "Traces",
    "Trigger",
    "add_evidence",
    "add_facts",
    "add_finding",
    "adopt_advice",
    "adopt_facts",
    "approve_override",
    "ask_third_party",
    "assign_case",
    "bearings",
    "blacklist_case",
    "capture_search",
    "chase",
    "close_case",
    "close_questionnaire",
    "confirm_finding",
    "confirm_link",
    "correct_fact",
    "decide",
    "deny_link",
    "dismiss_finding",
    "end_watch",
    "end_watching",
    "goal_of",
    "hand_over_link",
    "judge_meeting",
    "make_report",
    "mark_duplicate",
    "mark_evidence",
    "note_letter",
    "nothing_in_search",
    "open_case",
    "open_case_for_dossier",
    "propose_advice",
    "queue_run",
    "queue_tripwire",
    "record_manual_outcome",
    "refuse_override",
    "remind_third_party",
    "reopen_case",
    "reopen_finding",
    "set_schedule",
    "settle_due",
    "take_answer",
    "watch_case",
    "watch_party",
    "withdraw_fact",
    "write_letter",
]
