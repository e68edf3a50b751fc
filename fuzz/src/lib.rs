//! What every target does with its bytes: gives them to each vendor's parsers, and asks of what was
//! read what must hold whatever came.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Mutex, OnceLock, PoisonError};

use switchboard_core::contract::account::{CheckKind, PushKind, SendMode};
use switchboard_core::msisdn::Msisdn;
use switchboard_core::secrets::keys::PrivateKey;
use switchboard_core::surroundings::SystemRandomness;
use switchboard_core::vendors::door::Outcome;
use switchboard_core::vendors::http::HttpReply;
use switchboard_core::vendors::{
    self, Access, Batch, CheckOperation, OperationBody, PushBody, PushItem, Reading, ReportItem,
    SendOperation, Settings, verdict,
};

/// The replies to sends.
pub fn send(bytes: &[u8]) {
    for vendor in vendors::all() {
        for way in vendor.capabilities().sends {
            let path = vendor.freeze_send(&a_send(way.mode), &Settings::default()).path;
            same_twice(|| vendor.read_send(&path, &reply(bytes)));
            same_twice(|| verdict::send(vendor, &path, &Outcome::Reply(reply(bytes))));
        }
    }
}

/// The replies to balance queries.
pub fn balance(bytes: &[u8]) {
    for vendor in vendors::all() {
        same_twice(|| vendor.read_balance(&reply(bytes)));
    }
}

/// The replies to polls and queries for reports.
pub fn reports(bytes: &[u8]) {
    for vendor in vendors::all() {
        let reading = same_twice(|| vendor.read_reports(&reply(bytes)));
        if let Reading::Success(batch) = reading {
            batch.items.iter().for_each(complete);
            kept_aside(&batch);
        }
        same_twice(|| {
            verdict::poll(
                vendor,
                &Outcome::Reply(reply(bytes)),
                |reply| vendor.read_reports(reply),
                Batch::default(),
            )
        });
    }
}

/// The replies to polls for MO replies.
pub fn replies(bytes: &[u8]) {
    for vendor in vendors::all() {
        if let Reading::Success(batch) = same_twice(|| vendor.read_replies(&reply(bytes))) {
            kept_aside(&batch);
        }
    }
}

/// The replies to number checks.
pub fn check(bytes: &[u8]) {
    let bytes = &sealed(bytes);
    static ACCESS: OnceLock<Access> = OnceLock::new();
    let access = ACCESS.get_or_init(|| Access {
        decryption: vec![key().clone()],
        ..Access::default()
    });
    for vendor in vendors::all() {
        for kind in vendor.capabilities().checks {
            if let Some(frozen) = vendor.freeze_check(&a_check(kind), &Settings::default()) {
                same_twice(|| vendor.read_check(&frozen.path, &reply(bytes), access));
                same_twice(|| verdict::check(vendor, &frozen.path, access, &Outcome::Reply(reply(bytes))));
            }
        }
    }
}

/// The replies to binds and releases.
pub fn bind(bytes: &[u8]) {
    for vendor in vendors::all() {
        same_twice(|| vendor.read_bind(&reply(bytes)));
        same_twice(|| vendor.read_release(&reply(bytes)));
        // Here a readable code may decide whatever the status is.
        for status in [200, 401, 500] {
            let outcome = Outcome::Reply(HttpReply {
                status,
                ..reply(bytes)
            });
            same_twice(|| verdict::bind(vendor, &outcome));
            same_twice(|| verdict::release(vendor, true, &outcome));
        }
    }
}

/// Pushes.
pub fn push(bytes: &[u8]) {
    const KINDS: [PushKind; 5] = [
        PushKind::SmsStatus,
        PushKind::VoiceStatus,
        PushKind::InternationalStatus,
        PushKind::CallRecord,
        PushKind::CallStart,
    ];
    let push = PushBody {
        content_type: None,
        body: bytes,
    };
    for vendor in vendors::all() {
        let offered = vendor.capabilities().pushes;
        for kind in KINDS {
            let reading = same_twice(|| vendor.read_push(kind, &push));
            assert!(
                offered.contains(&kind) || matches!(reading, Reading::Unreadable { .. }),
                "a push that the vendor has not was read"
            );
            if let Reading::Success(batch) = reading {
                kept_aside(&batch);
                for item in &batch.items {
                    match item {
                        PushItem::Report(report) => complete(report),
                        PushItem::Call(call) => {
                            assert_eq!(call.kind, kind);
                            assert!(!call.task_id.is_empty() && !call.x_number.is_empty());
                            assert!(!call.dedupe.is_empty() && !call.fields.is_empty());
                        }
                    }
                }
            }
        }
    }
}

fn same_twice<T: PartialEq + Debug>(read: impl Fn() -> T) -> T {
    let (once, twice) = (read(), read());
    assert_eq!(once, twice);
    once
}

fn complete(report: &ReportItem) {
    assert!(!report.msg_id.is_empty() && !report.code.is_empty());
    assert!(!report.dedupe.is_empty() && !report.fields.is_empty());
}

fn kept_aside<T>(batch: &Batch<T>) {
    for bad in &batch.bad {
        assert!(!bad.raw.is_empty() && !bad.why.is_empty());
    }
}

fn reply(bytes: &[u8]) -> HttpReply {
    HttpReply {
        status: 200,
        date: None,
        body: bytes.to_vec(),
    }
}

/// A key of this process, made anew: it opens nothing but what [`sealed`] puts into a body.
fn key() -> &'static PrivateKey {
    static KEY: OnceLock<PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| PrivateKey::generate(1024, &SystemRandomness).expect("a length the product makes"))
}

/// The same bytes with `{{seal:…}}` replaced by hexadecimal ciphertext of what stands in it, so that
/// the corpus reaches what is read after decryption without holding a key. The seal is made once
/// for each text.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    static SEALS: Mutex<BTreeMap<Vec<u8>, String>> = Mutex::new(BTreeMap::new());
    let (open, close) = (&b"{{seal:"[..], &b"}}"[..]);
    let Some(from) = find(bytes, open) else {
        return bytes.to_vec();
    };
    let inner = &bytes[from + open.len()..];
    let Some(length) = find(inner, close).filter(|length| *length <= 64) else {
        return bytes.to_vec();
    };
    let text = &inner[..length];
    let mut seals = SEALS.lock().unwrap_or_else(PoisonError::into_inner);
    let seal = seals.entry(text.to_vec()).or_insert_with(|| {
        let sealed = key().public().encrypt(text).expect("a short text fits");
        data_encoding::HEXUPPER.encode(&sealed)
    });
    [&bytes[..from], seal.as_bytes(), &inner[length + close.len()..]].concat()
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn number() -> Msisdn {
    Msisdn::as_given("13800000001")
}

fn a_send(mode: SendMode) -> SendOperation {
    let body = match mode {
        SendMode::Plain => OperationBody::Plain {
            content: String::new(),
            recipients: vec![number()],
        },
        SendMode::Template => OperationBody::Template {
            template_id: String::new(),
            text: String::new(),
            signature: String::new(),
            recipients: vec![(number(), Vec::new())],
        },
        SendMode::Voice => OperationBody::Voice {
            template_id: String::new(),
            recipient: number(),
            values: Vec::new(),
        },
        SendMode::International => OperationBody::International {
            content: String::new(),
            recipients: vec![number()],
            sender_id: String::new(),
            send_time: None,
        },
    };
    SendOperation {
        body,
        extension: String::new(),
        echo: String::new(),
        callback_url: String::new(),
        vendor_account: String::new(),
    }
}

fn a_check(kind: CheckKind) -> CheckOperation {
    CheckOperation {
        kind,
        channel: "0".to_owned(),
        platform: "0".to_owned(),
        auth_code: String::new(),
        token: String::new(),
        msisdn: Some(number()),
        vendor_account: String::new(),
    }
}
