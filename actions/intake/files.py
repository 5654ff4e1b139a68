"""Files may come at any moment; only their ids are kept, the gateway holds the files."""

from actions.intake.talk import Talk


async def take_attachments(talk: Talk) -> bool:
    if not talk.message.attachments:
        return False
    take_files(talk)
    if talk.message.text:
        return False
    # Asking for words in reply to a recording may be all that the sender needs to hear.
    return talk.ask_next()


def take_files(talk: Talk) -> None:
    draft, message = talk.draft, talk.message
    kept = list(draft.answers.get("evidence") or []) if draft.answered("evidence") else []
    new = [file for file in message.attachments if file not in kept]
    draft.answer("evidence", kept + new)
    talk.turn.say("utter_files_noted", count=len(kept + new))
    if message.text:
        return
    if message.has_recording:
        talk.turn.say("utter_cannot_listen")
    elif not draft.answered("description"):
        talk.turn.say("utter_cannot_look")
