"""Mails as they come to the company's address."""

SERVER = "mail.house.example"
MARIA = "einkauf@nordlicht-handel.example"


def mail(
    *, sender: str = "ada@house.example", to: str = MARIA, key: str = "1@house.example",
    subject: str = "Quotation", verdict: str | None = None, answers: str = "",
    body: str = "Dear Maria", day: str = "Mon, 4 May 2026 09:00:00 +0000", more: str = "",
) -> bytes:  # fmt: skip
    """One mail; of our own people the mail server says that they signed in to send it."""
    if verdict is None:
        verdict = f"auth=pass smtp.auth={sender}" if sender.endswith("@house.example") else ""
    head = f"Authentication-Results: {SERVER}; {verdict}\n" if verdict else ""
    answering = f"In-Reply-To: <{answers}>\n" if answers else ""
    return (
        f"{head}From: {sender}\nTo: {to}\nSubject: {subject}\nDate: {day}\n"
        f"Message-ID: <{key}>\n{answering}{more}\n{body}\n"
    ).encode()


def answer(**told: str) -> bytes:
    """One of Maria's, as the company's own mail server hands it on."""
    given = {
        "sender": f"Maria Lund <{MARIA}>", "to": "ada@house.example", "key": "2@nordlicht.example",
        "verdict": "dmarc=pass header.from=nordlicht-handel.example", **told,
    }  # fmt: skip
    return mail(**given)
