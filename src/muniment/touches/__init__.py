"""Calls, mails, visits, fairs and messages: who, with whom, and whose trace proves it."""
