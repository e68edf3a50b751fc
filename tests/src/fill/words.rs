//! What is written to customers, what they answer, and who works here.

use serde_json::json;

use super::dice::Dice;

pub(super) const SIGNATURE: &str = "总机";
const OPERATORS: [&str; 6] = ["李敏", "Li Min", "王强", "Chen Yu", "赵倩", "Sun Hao"];
const DESKS: [&str; 3] = ["P01", "P02", "KF3"];

/// `{n}` an order number, `{t}` a time of day, `{m}` an amount, `{c}` a code of six digits.
const CHINESE: [&str; 10] = [
    "您的订单{n}已发货,预计明日{t}前送达,请保持电话畅通。",
    "您的验证码为{c},5分钟内有效,请勿告知他人。",
    "尊敬的客户,您本月账单为{m}元,请于25日前完成缴费,感谢您的支持。",
    "您预约的{t}维修服务已确认,工程师将提前30分钟与您联系,单号{n}。",
    "您的退款{m}元已原路退回,预计1至3个工作日到账,订单号{n}。",
    "快递已放入小区快递柜,取件码{c},请于24小时内取走。",
    "会议时间调整为今日{t},地点不变,收到请回复。编号{n}",
    "停电通知:因线路检修,您所在区域今日{t}起停电约两小时,敬请谅解。",
    "您的会员积分即将到期,点击门店查询,退订回T。{n}",
    "您尾号{c}的账户于{t}消费{m}元,如非本人操作请立即联系客服。",
];
const ENGLISH: [&str; 5] = [
    "Your order {n} has been shipped and arrives tomorrow before {t}. Please keep your phone at hand.",
    "Your code is {c}. It is valid for 5 minutes. Never share it with anybody.",
    "Your refund of CNY {m} is on its way and arrives within 3 working days. Order {n}.",
    "Reminder: your appointment is today at {t}. Reply C to change it. Ref {n}",
    "A parcel waits for you at the locker. Pick-up code {c}, valid for 24 hours.",
];
const REPLIES: [&str; 16] = [
    "收到",
    "好的,谢谢",
    "退订",
    "T",
    "TD",
    "不是我的订单",
    "请问什么时候到?",
    "N",
    "STOP",
    "已取件",
    "地址改成前台代收",
    "ok thanks",
    "晚一点可以吗",
    "打错了吧",
    "👍",
    "请不要再发了",
];

/// A registered template: its vendor's id, its text, and what fills its places.
pub(super) struct Template {
    pub id: &'static str,
    pub name: &'static str,
    pub text: &'static str,
    pub places: &'static [&'static str],
    pub voice: bool,
}

pub(super) const TEMPLATES: [Template; 4] = [
    Template {
        id: "TP10231",
        name: "Code",
        text: "【总机】您的验证码为{code},5分钟内有效。",
        places: &["code"],
        voice: false,
    },
    Template {
        id: "TP10244",
        name: "Parcel",
        text: "【总机】{name}您好,您的包裹{number}已到达,取件码{code}。",
        places: &["name", "number", "code"],
        voice: false,
    },
    Template {
        id: "TP10250",
        name: "Delivery",
        text: "Dear {name}, parcel {number} arrives today. Code {code}.",
        places: &["name", "number", "code"],
        voice: false,
    },
    Template {
        id: "TV30007",
        name: "Call",
        text: "您的订单{number}即将送达,请接听配送员电话。",
        places: &["number"],
        voice: true,
    },
];

impl Template {
    /// As the database holds its places.
    pub fn variables(&self) -> String {
        let places: Vec<_> = self
            .places
            .iter()
            .map(|name| json!({ "placeholder": format!("{{{name}}}"), "name": name }))
            .collect();
        json!(places).to_string()
    }

    /// What one recipient gets in them.
    pub fn values(&self, dice: &mut Dice) -> Vec<String> {
        self.places
            .iter()
            .map(|name| match *name {
                "code" => dice.digits(6),
                "name" => (*dice.pick(&["张先生", "刘女士", "Ms Wang", "陈先生"])).to_owned(),
                _ => format!("SF{}", dice.digits(10)),
            })
            .collect()
    }
}

/// A text without its signature.
pub(super) fn text(dice: &mut Dice, english: bool) -> String {
    let text = if english {
        *dice.pick(&ENGLISH)
    } else {
        *dice.pick(&CHINESE)
    };
    text.replace("{n}", &format!("A-{}", dice.digits(6)))
        .replace(
            "{t}",
            &format!("{:02}:{:02}", dice.between(8, 21), dice.below(4) * 15),
        )
        .replace("{m}", &format!("{}.{:02}", dice.between(3, 900), dice.below(100)))
        .replace("{c}", &dice.digits(6))
}

/// A customer's answer; one in a thousand writes very much.
pub(super) fn reply(dice: &mut Dice) -> String {
    let text = *dice.pick(&REPLIES);
    if dice.in_ten_thousand(10) {
        text.repeat(200)
    } else if dice.in_ten_thousand(3_000) {
        format!("{text} {}", dice.digits(4))
    } else {
        text.to_owned()
    }
}

/// Who works at which desk.
pub(super) fn operator(dice: &mut Dice) -> (&'static str, &'static str) {
    (*dice.pick(&OPERATORS), *dice.pick(&DESKS))
}

/// A ticket or order number; two of five jobs have none.
pub(super) fn reference(dice: &mut Dice) -> String {
    if dice.in_ten_thousand(4_000) {
        String::new()
    } else {
        format!("{}-{}", dice.pick(&["A", "KF", "ORD", "T"]), dice.digits(6))
    }
}

/// Billed segments of a text.
pub(super) fn segments(text: &str) -> i64 {
    let letters = text.chars().count();
    let (one, each) = if text.is_ascii() { (160, 153) } else { (70, 67) };
    if letters <= one {
        1
    } else {
        i64::try_from(letters.div_ceil(each)).unwrap_or(1)
    }
}

/// By which the product knows a text again; here it only has to differ from text to text.
pub(super) fn hash(text: &str) -> i64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash.cast_signed()
}
