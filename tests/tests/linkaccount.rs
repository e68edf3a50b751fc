//! LinkAccount and its legacy dialect against the sandbox, which was written from the same documents by itself: every
//! operation under every setting, every code, and the pushes.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::time::Duration;

use chrono::Utc;
use secrecy::SecretSlice;
use serde_json::{Value, json};
use switchboard_core::contract::account::{CheckKind, PushKind};
use switchboard_core::msisdn::Msisdn;
use switchboard_core::secrets::keys::PrivateKey;
use switchboard_core::vendors::door::{Door as _, DoorLimits, HttpDoor, Outcome, Route};
use switchboard_core::vendors::http::HttpReply;
use switchboard_core::vendors::{
    self, Access, Call, CheckAnswer, CheckOperation, FrozenBody, OperationBody, PushBody, PushItem, Reading,
    ReportVerdict, SendAccepted, SendOperation, Settings, Vendor, VendorCode,
};
use switchboard_sandbox::{Registered, Sandbox};

struct Bench {
    sandbox: Sandbox,
    door: HttpDoor,
    client: reqwest::Client,
}

impl Bench {
    async fn start() -> Self {
        Self {
            sandbox: Sandbox::start("127.0.0.1:0".parse().unwrap()).await.unwrap(),
            door: HttpDoor::new(DoorLimits::default(), true).unwrap(),
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
        }
    }

    async fn control(&self, path: &str, body: Value) {
        let url = format!("{}{path}", self.sandbox.description().control);
        let reply = self.client.post(url).body(body.to_string()).send().await.unwrap();
        assert_eq!(
            reply.status(),
            200,
            "{path} {body}: {}",
            reply.text().await.unwrap()
        );
    }

    async fn pushes(&self) -> Vec<Value> {
        let url = format!("{}/pushes", self.sandbox.description().control);
        let text = self.client.get(url).send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// The current dialect's way in.
    fn access(&self, settings: &Settings) -> Access {
        let known = &self.sandbox.description().vendors.linkaccount;
        access(&known.base_url, &known.app_key, &known.registered, settings)
    }

    async fn ask(&self, vendor: &dyn Vendor, call: Call<'_>, access: &Access) -> HttpReply {
        let request = vendor.request(&call, access, Utc::now()).unwrap();
        match self.door.send(&request, &Route::Direct).await {
            Outcome::Reply(reply) => reply,
            other => panic!("{other:?}"),
        }
    }

    async fn send(&self, send: &SendOperation, settings: &Settings) -> Reading<SendAccepted> {
        let (vendor, access) = (linkaccount(), self.access(settings));
        let frozen = vendor.freeze_send(send, settings);
        let reply = self.ask(vendor, Call::Send(&frozen), &access).await;
        vendor.read_send(&frozen.path, &reply)
    }

    async fn check(
        &self,
        vendor: &dyn Vendor,
        check: &CheckOperation,
        access: &Access,
    ) -> Reading<CheckAnswer> {
        let frozen: FrozenBody = vendor.freeze_check(check, &access.settings).unwrap();
        let reply = self.ask(vendor, Call::Check(&frozen), access).await;
        vendor.read_check(&frozen.path, &reply, access)
    }

    fn text(&self) -> SendOperation {
        let known = &self.sandbox.description().vendors.linkaccount;
        SendOperation {
            body: OperationBody::Template {
                template_id: known.registered.template_id.clone(),
                text: String::new(),
                signature: known.registered.sign_name.clone(),
                recipients: ["13412345678", "13900000002"]
                    .map(|digits| {
                        (
                            Msisdn::mainland(digits).unwrap(),
                            known.registered.template_params.clone(),
                        )
                    })
                    .to_vec(),
            },
            extension: String::new(),
            echo: "T01abcdefghi".into(),
            callback_url: String::new(),
            vendor_account: known.app_key.clone(),
        }
    }

    fn call(&self) -> SendOperation {
        let known = &self.sandbox.description().vendors.linkaccount.registered;
        SendOperation {
            body: OperationBody::Voice {
                template_id: known.voice_template_id.clone(),
                recipient: Msisdn::mainland("13412345678").unwrap(),
                values: known.voice_template_params.clone(),
            },
            ..self.text()
        }
    }

    /// The account's questions: which number, and whether it is this one.
    fn questions(&self, app: &str, token: &str) -> [(CheckOperation, CheckAnswer); 3] {
        let question = |kind, number: &str| CheckOperation {
            kind,
            channel: "0".into(),
            platform: "1".into(),
            auth_code: String::new(),
            token: token.to_owned(),
            msisdn: Msisdn::mainland(number),
            vendor_account: app.to_owned(),
        };
        let number = Msisdn::mainland("13800138000").unwrap();
        [
            (
                CheckOperation {
                    msisdn: None,
                    ..question(CheckKind::PhoneInfo, "")
                },
                CheckAnswer::Number(number),
            ),
            (
                question(CheckKind::PhoneVerify, "13800138000"),
                CheckAnswer::Matches(true),
            ),
            (
                question(CheckKind::PhoneVerify, "13800138001"),
                CheckAnswer::Matches(false),
            ),
        ]
    }
}

fn linkaccount() -> &'static dyn Vendor {
    vendors::by_id("linkaccount").unwrap()
}

fn access(base_url: &str, app: &str, registered: &Registered, settings: &Settings) -> Access {
    let key = |pem: &str| PrivateKey::import(&SecretSlice::from(pem.as_bytes().to_vec())).unwrap();
    Access {
        base_url: base_url.to_owned(),
        vendor_account: app.to_owned(),
        settings: settings.clone(),
        secret: String::new().into(),
        signing: Some(key(&registered.signing_key)),
        decryption: vec![key(&registered.decryption_key)],
    }
}

fn settings(pairs: &[(&str, &str)]) -> Settings {
    Settings(
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    )
}

fn taken(reading: &Reading<SendAccepted>) -> &SendAccepted {
    match reading {
        Reading::Success(accepted) => accepted,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_operation_passes_under_every_setting() {
    let bench = Bench::start().await;
    let app = bench.sandbox.description().vendors.linkaccount.app_key.clone();
    let token = bench
        .sandbox
        .description()
        .vendors
        .linkaccount
        .registered
        .token
        .clone();
    for base in ["pairs", "values"] {
        for params in ["comma", "json"] {
            for empty in ["omit", "empty"] {
                for hex in ["upper", "lower"] {
                    let theirs = json!({"base_string": base, "params": params, "empty": empty, "hex": hex});
                    bench.control("/settings", json!({"linkaccount": theirs})).await;
                    let ours = settings(&[
                        ("base_string", base),
                        ("template_params", params),
                        ("empty_optional", empty),
                        ("hex_case", hex),
                    ]);
                    let text = bench.send(&bench.text(), &ours).await;
                    let each = taken(&text).each.as_ref().unwrap();
                    assert!(
                        each.len() == 2
                            && each
                                .iter()
                                .all(|one| one.refused.is_none() && one.msg_id.is_some()),
                        "{theirs}: {each:?}"
                    );
                    let call = bench.send(&bench.call(), &ours).await;
                    assert!(taken(&call).msg_id.is_some(), "{theirs}");
                    let access = bench.access(&ours);
                    for (question, answer) in bench.questions(&app, &token) {
                        assert_eq!(
                            bench.check(linkaccount(), &question, &access).await,
                            Reading::Success(answer),
                            "{theirs}"
                        );
                    }
                }
            }
        }
    }
    bench.sandbox.stop().await;
}

#[tokio::test]
async fn the_legacy_dialect_passes_under_both_kinds_of_names() {
    let bench = Bench::start().await;
    let known = bench.sandbox.description().vendors.linkaccount_legacy.clone();
    let vendor = vendors::by_id("linkaccount_legacy").unwrap();
    for names in ["camel", "snake"] {
        let access = access(
            &known.base_url,
            &known.app_id,
            &known.registered,
            &settings(&[("names", names)]),
        );
        for (question, answer) in bench.questions(&known.app_id, &known.registered.token) {
            assert_eq!(
                bench.check(vendor, &question, &access).await,
                Reading::Success(answer),
                "{names}"
            );
            let on_telecom = CheckOperation {
                channel: "1".into(),
                auth_code: "1234".into(),
                ..question
            };
            assert!(matches!(
                bench.check(vendor, &on_telecom, &access).await,
                Reading::Success(_)
            ));
        }
    }
    bench.sandbox.stop().await;
}

#[tokio::test]
async fn every_code_of_a_request_comes_through_in_its_own_table() {
    let bench = Bench::start().await;
    let default = Settings::default();
    let known = &bench.sandbox.description().vendors.linkaccount;
    let (question, _) = bench.questions(&known.app_key, &known.registered.token)[0].clone();
    let access = bench.access(&default);
    let mut seen = 0;
    for table in linkaccount().codes() {
        for entry in table.entries.iter().filter(|entry| entry.code != "000000") {
            let fault = |operation: &str, place: &str| {
                json!({"vendor": "linkaccount", "operation": operation, "kind": "code", "code": entry.code,
                    "place": place})
            };
            let code = |reading: Reading<SendAccepted>| match reading {
                Reading::Code(VendorCode { table, code, .. }) => (table, code),
                other => panic!("{}: {other:?}", entry.code),
            };
            let expected = (table.id, entry.code.to_owned());
            match table.id {
                "text" => {
                    bench.control("/faults", fault("text_send", "header")).await;
                    assert_eq!(code(bench.send(&bench.text(), &default).await), expected);
                    bench.control("/faults", fault("text_send", "result")).await;
                    let reading = bench.send(&bench.text(), &default).await;
                    for one in taken(&reading).each.as_ref().unwrap() {
                        let refused = one.refused.as_ref().unwrap();
                        assert_eq!((refused.table, refused.code.clone()), expected);
                    }
                }
                "voice" => {
                    for place in ["header", "body"] {
                        bench.control("/faults", fault("voice_send", place)).await;
                        assert_eq!(code(bench.send(&bench.call(), &default).await), expected);
                    }
                }
                "number_authentication" => {
                    bench.control("/faults", fault("phone_info", "header")).await;
                    match bench.check(linkaccount(), &question, &access).await {
                        Reading::Code(found) => assert_eq!((found.table, found.code), expected),
                        other => panic!("{other:?}"),
                    }
                }
                _ => continue,
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 26 + 15 + 20);
    bench.sandbox.stop().await;
}

#[tokio::test]
async fn one_recipient_is_refused_and_one_is_not_mentioned() {
    let bench = Bench::start().await;
    let results =
        json!({"vendor": "linkaccount", "results": {"13412345678": "1300014", "13900000002": null}});
    bench.control("/reports", results).await;
    let reading = bench.send(&bench.text(), &Settings::default()).await;
    let each = taken(&reading).each.as_ref().unwrap();
    assert_eq!(each.len(), 1);
    assert_eq!(each[0].msisdn.reveal(), "13412345678");
    assert_eq!(each[0].refused.as_ref().unwrap().code, "1300014");
    bench.sandbox.stop().await;
}

#[tokio::test]
async fn pushes_are_read_as_json_and_as_forms() {
    let bench = Bench::start().await;
    let outcomes = json!({"vendor": "linkaccount", "after_ms": 0, "segments": 2, "default": "1300001",
        "call_default": 1});
    bench.control("/reports", outcomes).await;
    let mut expected = 0;
    for format in ["json", "form"] {
        bench
            .control("/settings", json!({"linkaccount": {"push_format": format}}))
            .await;
        // Nobody listens there: what would have been delivered is what the sandbox tried to deliver.
        for send in [bench.text(), bench.call()] {
            let send = SendOperation {
                callback_url: "http://127.0.0.1:1/".into(),
                ..send
            };
            taken(&bench.send(&send, &Settings::default()).await);
        }
        expected += 2 * 2 + 1;
        while bench.pushes().await.len() < expected {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    let mut parts = Vec::new();
    for push in bench.pushes().await {
        let kind = match push["kind"].as_str().unwrap() {
            "sms_status" => PushKind::SmsStatus,
            "voice_status" => PushKind::VoiceStatus,
            other => panic!("{other}"),
        };
        let body = PushBody {
            content_type: push["content_type"].as_str(),
            body: push["body"].as_str().unwrap().as_bytes(),
        };
        let Reading::Success(batch) = linkaccount().read_push(kind, &body) else {
            panic!("{push}")
        };
        assert!(batch.bad.is_empty() && batch.items.len() == 1, "{push}");
        let PushItem::Report(report) = &batch.items[0] else {
            panic!("{push}")
        };
        assert_eq!(report.echo, "T01abcdefghi");
        assert!(report.msisdn.as_ref().unwrap().reveal().starts_with('1'));
        if kind == PushKind::SmsStatus {
            assert_eq!(report.verdict, ReportVerdict::Delivered);
            parts.push(report.part.unwrap());
        } else {
            assert_eq!(
                (report.verdict, report.code.as_str()),
                (ReportVerdict::Failed, "1")
            );
        }
    }
    parts.sort_unstable();
    assert_eq!(
        parts,
        [(1, 2), (1, 2), (1, 2), (1, 2), (2, 2), (2, 2), (2, 2), (2, 2)]
    );
    bench.sandbox.stop().await;
}

#[tokio::test]
async fn an_answer_for_another_key_is_said_to_be_closed() {
    let bench = Bench::start().await;
    let known = &bench.sandbox.description().vendors.linkaccount;
    let mut access = bench.access(&Settings::default());
    access.decryption = vec![access.signing.clone().unwrap()];
    let (question, _) = bench.questions(&known.app_key, &known.registered.token)[0].clone();
    assert_eq!(
        bench.check(linkaccount(), &question, &access).await,
        Reading::Success(CheckAnswer::NotDecrypted)
    );
    bench.sandbox.stop().await;
}
