"""What a person sees of a ledger: the brief, what falls due, a check of a new report, one thing with its quotes."""

from chancery.views.brief import Brief, brief
from chancery.views.check import Checked, check
from chancery.views.due import Due, due
from chancery.views.show import Shown, show
from chancery.views.view import FORMS, View

__all__ = ["FORMS", "Brief", "Checked", "Due", "Shown", "View", "brief", "check", "due", "show"]
