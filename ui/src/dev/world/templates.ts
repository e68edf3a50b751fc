import type { Job } from "../../contract/Job";
import type { Template } from "../../contract/Template";
import { longName } from "./accounts";
import { MINUTE } from "./time";

export const lianjiangTemplates: Template[] = [
  {
    id: 1,
    account_id: 1,
    name: "上门提醒",
    template_id: "TP20398",
    voice: false,
    text: "您预约的工程师 {1} 将于 {2} 上门，请保持电话畅通。",
    variables: [
      { placeholder: "{1}", name: "工程师" },
      { placeholder: "{2}", name: "时间" },
    ],
  },
  {
    id: 2,
    account_id: 1,
    name: "Verification code",
    template_id: "TP20399",
    voice: false,
    text: "Your code is ${code}, valid for ${minutes} minutes.",
    variables: [
      { placeholder: "${code}", name: "code" },
      { placeholder: "${minutes}", name: "minutes" },
    ],
  },
];

export const linkaccountTemplates: Template[] = [
  { id: 11, account_id: 4, name: "验证码", template_id: "110240", voice: false, text: "您的验证码是 {1}。", variables: [{ placeholder: "{1}", name: "验证码" }] },
  { id: 12, account_id: 4, name: "到达通知（语音）", template_id: "210077", voice: true, text: "您的订单 {1} 已到达，请取件。", variables: [{ placeholder: "{1}", name: "订单号" }] },
];

export function openJobs(): Job[] {
  const now = Date.now();
  return [
    { id: 90, vendor: "lianjiang", account_name: "客服", approved_at: now - 2 * MINUTE, operator: "李敏", reference: "A-20611", state: "running", paused: null, recipients: 100_000, settled: 41_200, remaining: 58_800 },
    { id: 88, vendor: "lianjiang", account_name: longName, approved_at: now - 47 * MINUTE, operator: "王芳", reference: "", state: "paused", paused: { kind: "restarted" }, recipients: 3_000, settled: 1_500, remaining: 1_500 },
  ];
}
