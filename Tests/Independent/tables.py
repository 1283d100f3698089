"""The tables: five of the ledger's own, then those of the items. A column is (key, title, kind, required)."""

VERDICT = {"valid": "有效", "fake": "虚假", "duplicate": "重复", "invalid": "无效"}
SELF_OR_INSPECTION = {"self": "自报", "inspection": "检查发现"}
TITLES = {"date": "日期", "member": "工号", "source": "来源", "verdict": "核查结论", "kind": "类别", "note": "说明"}


class Column:
    def __init__(self, name, title=None, kind="code"):
        self.required = not name.endswith("?")
        self.key = name.rstrip("?")
        self.title = title or TITLES[self.key]
        self.kind = kind


class Table:
    def __init__(self, key, title, natural_key, attribution, columns):
        self.key, self.title = key, title
        self.natural_key = natural_key          # column keys
        self.attribution = attribution          # column key of the attribution date, or None
        self.columns = [Column(*c) for c in columns]


def day(name, title=None):
    return (name, title, "date")


def text(name, title=None):
    return (name, title, "text")


def pick(name, title, **choices):
    return (name, title, {k.replace("_", "-"): v for k, v in choices.items()})


MEMBER = ("member",)

CORE = [
    Table("member", "网格员名册", ["member"], None, [
        MEMBER, ("name", "姓名"), pick("post", "岗位", full_time="专职", part_time="兼职"), ("office", "办事处"),
        ("village", "村"), ("grid", "网格"), day("joined_on", "上岗日期"), day("left_on?", "离岗日期")]),
    Table("calendar", "工作日历", ["date"], None, [
        day("date"), pick("kind", None, workday="工作日", holiday="休息日"), text("note?")]),
    Table("removal", "更换情形", ["member"], "date", [
        MEMBER, day("date"), ("ground", "情形", {str(n): str(n) for n in range(1, 7)}), text("note?")]),
    Table("leave", "请假", ["member", "from"], "from", [
        MEMBER, day("from", "开始日期"), day("through", "结束日期"), text("reason?", "事由")]),
    Table("equipment", "设备台账", ["entry"], None, [
        ("entry", "登记号"), MEMBER, day("date"), ("asset", "设备"),
        pick("change", "变动", issued="配发", returned="收回", faulty="故障", lost="遗失", damaged="损坏"),
        ("at_fault?", "个人责任", "yes-no"), ("cost?", "费用", "number"), ("serial?", "序列号")]),
]

ITEM_TABLES = [
    Table("training", "培训例会", ["session", "member"], "date", [
        ("session", "场次"), MEMBER, day("date"), pick("kind", None, meeting="例会", training="集中培训"),
        pick("status", "出席情况", present="出席", leave="请假", absent="缺席")]),
    Table("patrol", "走访日志", ["member", "date"], "date", [MEMBER, day("date"), text("summary?", "工作日志")]),
    Table("collection-finding", "信息采集抽查", ["finding"], "date", [
        ("finding", "编号"), MEMBER, day("date"),
        pick("category", "类别", people="人", places="地", things="物", events="事", sentiment="情", organisations="组织"),
        text("note?")]),
    Table("publicity", "宣传任务", ["task"], "due", [
        ("task", "编号"), MEMBER, text("topic?", "内容"), day("due", "截止日期"), day("done?", "完成日期")]),
    Table("hazard", "问题隐患", ["hazard"], "found_at", [
        ("hazard", "编号"), MEMBER, text("domain?", "领域"), ("found_at", "发现时间", "moment"),
        ("reported_at?", "上报时间", "moment"), ("source", None, SELF_OR_INSPECTION),
        ("handled_at?", "处理时间", "moment")]),
    Table("event", "事件登记", ["event"], "occurred_at", [
        ("event", "编号"), MEMBER, ("occurred_at", "时间", "moment"), text("place?", "地点"), text("persons?", "人物"),
        text("description?", "描述"), ("media?", "附件数", "whole"), day("due?", "办结期限"), day("closed?", "办结日期"),
        ("verdict?", None, VERDICT)]),
    Table("visit", "民情走访", ["visit"], "date", [
        ("visit", "编号"), MEMBER, day("date"),
        ("kind", None, {"general": "普遍走访", "key": "重点人员", "appointed": "约访", "topic": "专题", "return": "回访"}),
        text("household?", "走访对象"), text("note?", "记录"), ("verdict?", None, VERDICT)]),
    Table("dispute", "矛盾纠纷", ["dispute"], "found", [
        ("dispute", "编号"), MEMBER, day("found", "发现日期"), ("source", None, SELF_OR_INSPECTION),
        ("recorded", "已记录", "yes-no"), pick("mediation", "调解", settled="当场调解", referred="引导上级", none="未调解")]),
    Table("supervision", "诉求督办", ["request"], "due", [
        ("request", "编号"), MEMBER, text("category?", "类别"), day("assigned", "交办日期"), day("due", "反馈期限"),
        day("reported?", "反馈日期"), ("satisfaction?", "满意度", "percent")]),
    Table("attendance", "考勤打卡", ["member", "date"], "date", [
        MEMBER, day("date"), pick("status", "状态", on_time="正常", late="迟到", missed="未打卡"),
        ("hours?", "工时", "number")]),
    Table("online-check", "在线抽查", ["check"], "at", [
        ("check", "编号"), MEMBER, ("at", "时间", "moment"), pick("kind", None, online="实时在线", spot="视频抽查"),
        pick("result", "结果", online="在线", offline="不在线")]),
    Table("ballot", "满意度测评", ["ballot"], "date", [
        ("ballot", "编号"), MEMBER, day("date"), pick("rater", "评议人", committee="村两委", resident="群众"),
        pick("rating", "评价", satisfied="满意", fairly="基本满意", dissatisfied="不满意", unsure="不了解"),
        day("counts_on?", "归属日期")]),
    Table("duty", "交办事项", ["duty"], "due", [
        ("duty", "编号"), MEMBER, text("subject?", "事项"), day("due", "截止日期"), day("done?", "办结日期")]),
    Table("roll-call", "点名会议", ["session", "member"], "date", [
        ("session", "场次"), MEMBER, day("date"), pick("kind", None, video="视频点名", meeting="会议"),
        ("level?", "级别"), pick("status", "状态", present="到会", late="迟到", absent="缺席", leave="请假")]),
]

# The ledger's own come first, in this order.
TABLES = CORE + ITEM_TABLES
BY_KEY = {t.key: t for t in TABLES}


def table_named(name):
    """A file's name without its ending: the key or the Chinese title."""
    for table in TABLES:
        if name in (table.key, table.title):
            return table
    return None


def attribution_column(table, row):
    """A ballot that says when it counts belongs to that day."""
    if table.key == "ballot" and row.get("counts_on") is not None:
        return "counts_on"
    return table.attribution


def attribution_date(table, row):
    value = row[attribution_column(table, row)]
    return value.date() if hasattr(value, "hour") else value
