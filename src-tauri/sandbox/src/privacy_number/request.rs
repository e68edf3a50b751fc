//! What a bind asks for, checked (privacy-numbers.md, 4.1 and 4.3).

use super::binding::{Kind, Terms};
use super::codes::Refusal;
use super::parameters::Parameters;

/// 最长 24 字节
const LONGEST_NUMBER: usize = 24;

/// 0,0 0,1 1,0 1,1: what the callee sees, A calling B first.
const AXB_DISPLAYS: [&str; 4] = ["0,0", "0,1", "1,0", "1,1"];
const XA_DISPLAYS: [&str; 2] = ["0", "1"];

/// 依次为 "B->X,A->X,其他号码->X" 的编号
const MOST_AXB_PROMPTS: usize = 3;
/// 编号,或者编码 1,编码 2
const MOST_ANSWER_PROMPTS: usize = 2;

/// Reads the parameters of a bind. The types and limits of the tables come before anything else.
pub(super) fn read(kind: Kind, x_number: &str, parameters: &Parameters) -> Result<Terms, Refusal> {
    let is_axb = kind == Kind::Axb;
    parameters.required("appid")?;
    let anum = number(parameters.required("anum")?)?;
    let bnum = if is_axb {
        Some(number(parameters.required("bnum")?)?)
    } else {
        None
    };
    let reqid = parameters.required("reqid")?;
    let ttl = match parameters.optional("ttl") {
        Some(text) => seconds(text)?,
        None if is_axb => return Err(Refusal::Parameter),
        None => 0,
    };
    // Only of a transfer does the table say that 0 is for ever.
    if is_axb && ttl == 0 {
        return Err(Refusal::Parameter);
    }
    let record = one_of(parameters.optional("record").unwrap_or("0"), &["0", "1"])?;
    let display = if is_axb {
        one_of(parameters.optional("display").unwrap_or("0,0"), &AXB_DISPLAYS)?
    } else {
        one_of(parameters.optional("display").unwrap_or("0"), &XA_DISPLAYS)?
    };
    let most_prompts = if is_axb { MOST_AXB_PROMPTS } else { 1 };
    let anucode = prompts(parameters.optional("anucode"), most_prompts)?;
    let ansanu = if is_axb {
        prompts(parameters.optional("ansanu"), MOST_ANSWER_PROMPTS)?
    } else {
        None
    };
    // A number that is to reach itself, or X that is to reach X, is not a relation.
    if bnum.as_ref() == Some(&anum) || anum == x_number || bnum.as_deref() == Some(x_number) {
        return Err(Refusal::Parameter);
    }
    Ok(Terms {
        kind,
        x_number: x_number.to_owned(),
        anum,
        bnum,
        reqid: reqid.to_owned(),
        ttl,
        records: record == "1",
        display: display.to_owned(),
        anucode,
        ansanu,
        user_data: parameters.optional("userData").map(str::to_owned),
    })
}

/// Digits, with a plus in front if it is written with its country.
fn number(text: &str) -> Result<String, Refusal> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_number = text.len() <= LONGEST_NUMBER
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        Ok(text.to_owned())
    } else {
        Err(Refusal::Parameter)
    }
}

/// An integer, 秒为单位, without sign or fraction.
fn seconds(text: &str) -> Result<u32, Refusal> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::Parameter);
    }
    let seconds: i32 = text.parse().map_err(|_| Refusal::Parameter)?;
    u32::try_from(seconds).map_err(|_| Refusal::Parameter)
}

fn one_of<'a>(text: &'a str, choices: &[&str]) -> Result<&'a str, Refusal> {
    if choices.contains(&text) {
        Ok(text)
    } else {
        Err(Refusal::Parameter)
    }
}

/// Prompt codes, which the platform gives out: letters, digits, `-` and `_`; one that is not wanted is empty.
fn prompts(text: Option<&str>, most: usize) -> Result<Option<String>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let is_code = |code: &str| {
        code.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let codes: Vec<&str> = text.split(',').collect();
    if codes.len() <= most && codes.iter().all(|code| is_code(code)) {
        Ok(Some(text.to_owned()))
    } else {
        Err(Refusal::Parameter)
    }
}
