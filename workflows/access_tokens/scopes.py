"""What a token can be given for. A scope opens an address; what is done there needs a post too."""

from __future__ import annotations

#: {scope: what it opens, for the person who issues the token}
SCOPES: dict[str, str] = {
    "tasks:read": "查看待办",
    "tasks:write": "认领、暂存、办理待办",
    "cases:read": "查看办件和流程实例",
    "cases:write": "提交申请、撤回、重新执行异常",
    "definitions:read": "查看流程定义和版本",
    "definitions:write": "起草、送审、发布流程",
    "campaign:read": "查看创建工作",
    "campaign:write": "启动阶段、调整名单、督办",
    "people:read": "查看机构、园区、岗位、人员、授权",
    "people:write": "维护机构、园区、岗位、人员、授权",
}
