"""Reading what others wrote: one message, a mailbox (mbox), a calendar (iCalendar).

Plain Python without database: `messages.read_message(raw)`, `mailboxes.messages_in(stream)`,
`calendars.meetings_in(raw, since=, until=)`. Whatever comes in, the answer is a value or a problem
that names its place; nothing here raises on hostile input but `Unreadable`.
"""
