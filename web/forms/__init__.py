"""Forms of tasks on the server: the same form-js file that the browser shows, checked again."""

from web.forms.check import Checked, check
from web.forms.payload import PayloadRefused, read
from web.forms.values import plain
from web.forms.wording import worded

__all__ = ["Checked", "PayloadRefused", "check", "plain", "read", "worded"]
