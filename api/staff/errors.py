"""Errors that end in a page of words: each names its HTTP status and its entry in templates/messages.html.

StaffError
├── SignInRequiredError   401  pages are answered with a redirect to the sign-in page
├── ForbiddenError        403  the role lacks a permission
├── ForeignFormError      403  a form without its token, or from another site
└── PasswordRefusedError  422  the new password breaks a rule
"""


class StaffError(Exception):
    status = 500
    message = "error_500"


class SignInRequiredError(StaffError):
    status = 401
    message = "error_401"


class ForbiddenError(StaffError):
    status = 403
    message = "error_403"


class ForeignFormError(StaffError):
    status = 403
    message = "error_form"


class PasswordRefusedError(StaffError):
    status = 422

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.message = f"password_{reason}"
