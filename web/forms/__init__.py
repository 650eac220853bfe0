"""Forms of tasks on the server: the same form-js file that the browser shows, checked again."""

from web.forms.check import Checked, check
from web.forms.payload import PayloadRefused, read
from web.forms.values import plain

__all__ = ["Checked", "PayloadRefused", "check", "plain", "read"]
