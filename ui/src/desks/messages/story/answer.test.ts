import { describe, expect, test } from "vitest";

import type { Language } from "../../../contract/Language";
import type { MessageRow } from "../../../contract/MessageRow";
import type { MessageStory } from "../../../contract/MessageStory";
import type { StoryEvent } from "../../../contract/StoryEvent";
import { messageRow } from "../../../dev/world";
import { i18n } from "../../../i18n";
import { answerOf } from "./answer";
import type { AnswerCase } from "./answerCase";

const at = new Date(2018, 5, 12, 14, 2, 11).getTime();
const report: StoryEvent = { at, what: { kind: "report", code: "X", vendor_time: "2018-06-12 14:02:20", decided: true, table: "", channel: "poll", part: null, fields: [] } };
const decided = (decision: "delivered" | "failed"): StoryEvent => ({ at, what: { kind: "decided", operator: "李敏", decision, why: "said so" } });

const cases: Record<AnswerCase, { row: Partial<MessageRow>; paused?: true; events?: StoryEvent[]; en: string; zh: string }> = {
  queued: { row: { state: "queued" }, en: "Not yet: it waits for its turn.", zh: "还没有：正在排队等待提交。" },
  queued_paused: { row: { state: "queued" }, paused: true, en: "No: its job is paused before it was submitted.", zh: "没有：提交之前任务已暂停。" },
  sending: { row: { state: "sending" }, en: "Not yet: it is being submitted right now.", zh: "还没有：正在提交。" },
  scheduled: {
    row: { state: "accepted", scheduled_for: new Date(2100, 0, 1, 9).getTime() },
    en: "Not yet: the vendor sends it at 2100-01-01 09:00:00.",
    zh: "还没有：供应商将于 2100-01-01 09:00:00 发送。",
  },
  accepted: { row: { state: "accepted" }, en: "Submitted at 2018-06-12 14:02:11; the carrier has not answered yet.", zh: "已于 2018-06-12 14:02:11 提交，运营商尚未答复。" },
  accepted_elsewhere: {
    row: { state: "accepted", reports_here: false },
    en: "Submitted at 2018-06-12 14:02:11; this account gets no reports here.",
    zh: "已于 2018-06-12 14:02:11 提交；此账号的回执到不了本机。",
  },
  delivered: {
    row: { state: "delivered" },
    events: [report],
    en: "Yes: it reached the phone at 2018-06-12 14:02:20 (Beijing time, as the carrier reported).",
    zh: "收到了，到达手机的时间：2018-06-12 14:02:20（北京时间，以运营商回执为准）。",
  },
  delivered_by_hand: {
    row: { state: "delivered", decided_by_hand: true, reason: { kind: "decided_by_hand" } },
    events: [decided("delivered")],
    en: "Yes, says 李敏, who decided so by hand at 2018-06-12 14:02:11.",
    zh: "收到了：李敏 于 2018-06-12 14:02:11 人工判定。",
  },
  failed: {
    row: { state: "failed", reason: { kind: "report_code", code: "MK:0001", vendor: "lianjiang", table: "" } },
    events: [report],
    en: "No: it did not reach the phone (number does not exist · MK:0001).",
    zh: "没有收到：未到达手机（空号 · MK:0001）。",
  },
  failed_by_hand: {
    row: { state: "failed", decided_by_hand: true, reason: { kind: "decided_by_hand" } },
    events: [decided("failed")],
    en: "No, says 李敏, who decided so by hand at 2018-06-12 14:02:11.",
    zh: "没有收到：李敏 于 2018-06-12 14:02:11 人工判定。",
  },
  rejected: {
    row: { state: "rejected", reason: { kind: "vendor_code", vendor: "lianjiang", table: "codes", code: "40009", said: "content null" } },
    en: "No: the vendor refused it (the text is empty · 40009).",
    zh: "没有收到：供应商拒绝了（内容为空 · 40009）。",
  },
  not_sent: {
    row: { state: "not_sent", reason: { kind: "connection_refused" } },
    en: "No: it was not sent (connection refused).",
    zh: "没有收到：未发出（连接被拒绝）。",
  },
  unknown: { row: { state: "unknown", reason: { kind: "connection_cut" } }, en: "It may have been sent, and it may not.", zh: "可能已经发出，也可能没有。" },
  no_report: {
    row: { state: "no_report", reason: { kind: "no_report_in_time" } },
    en: "Submitted at 2018-06-12 14:02:11, but no report ever came.",
    zh: "已于 2018-06-12 14:02:11 提交，但一直没有回执。",
  },
};

function storyOf({ row, paused, events = [] }: (typeof cases)[AnswerCase]): MessageStory {
  return {
    message: messageRow({ approved_at: at, submitted_at: at, state_at: at, ...row }),
    text: "",
    operator: "李敏",
    desk: "KF3",
    job_id: 1,
    job_state: paused === true ? "paused" : "done",
    job_recipients: 1,
    msg_id: null,
    token: "KF37Q2M9XB4T",
    sent_again_for: null,
    sent_again_as: null,
    contradicted: false,
    arrived_twice: false,
    ways_out: [],
    offered: [],
    events,
    attempts: [],
  };
}

describe.each(["en", "zh-CN"] satisfies Language[])("in %s", (language) => {
  const t = i18n.getFixedT(language);

  test.each(Object.entries(cases))("%s is answered in one plain sentence", (_name, one) => {
    const answer = answerOf(t, storyOf(one));
    expect(answer.head).toBe(language === "en" ? one.en : one.zh);
  });

  test.each(Object.entries(cases))("%s leaves nothing out", (_name, one) => {
    for (const sentence of Object.values(answerOf(t, storyOf(one)))) {
      expect(sentence).not.toBe("");
      expect(sentence).not.toMatch(/\{\{|messages:|reasons:|answer\.\w|billed\.\w/);
    }
  });

  test.each(Object.entries(cases))("%s of a call speaks of a call, and gives no time whose zone nobody confirmed", (_name, one) => {
    const answer = answerOf(t, storyOf({ ...one, row: { ...one.row, mode: "voice" } }));
    for (const sentence of Object.values(answer)) {
      expect(sentence).not.toBe("");
      expect(sentence).not.toMatch(/\{\{|messages:|reasons:|call\.\w|billed\w*\.\w|14:02:20/);
    }
    expect(answer.forCustomer).toMatch(language === "en" ? /call/ : /语音电话/);
    expect(answer.billed).not.toMatch(/segment|条/);
  });

  test.each(Object.entries(cases))("%s: what is copied for the customer holds no code, name or number", (_name, one) => {
    const { forCustomer } = answerOf(t, storyOf(one));
    expect(forCustomer).not.toMatch(/MK:|400\d\d|李敏|\*\*\*\*|said so|KF3/);
    expect(forCustomer).toMatch(language === "en" ? /^Hello, .+\.$/ : /^您好，.+。$/);
  });
});
