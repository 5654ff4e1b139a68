"""Pages on which staff keep the answers: about law, and about the hotline itself."""

from api.staff.answers import law, law_acts, law_edit, listing, texts, trying

routers = (listing.router, trying.router, law_edit.router, law.router, law_acts.router, texts.router)
