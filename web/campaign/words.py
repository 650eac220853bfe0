"""Words of the campaign that pages share."""

from __future__ import annotations

#: Groups whose opinion is asked (R-020)
GROUPS = {"department": "部门", "enterprise": "园区企业", "public": "群众"}
