//! The columns for binds, releases and number checks, row by row; the rest is tested over HTTP.

use super::*;
use crate::vendors::by_id;

fn privacy() -> &'static dyn Vendor {
    by_id("privacy_number").unwrap()
}

fn reply(status: u16, body: &str) -> Outcome {
    Outcome::Reply(HttpReply {
        status,
        date: None,
        body: body.as_bytes().to_vec(),
    })
}

fn error(code: u32) -> Outcome {
    reply(200, &format!(r#"{{"error":{code},"reason":"13800000001"}}"#))
}

/// Bodies that are no reply of the platform.
const UNREADABLE: [&str; 4] = ["", "<html></html>", "{\"error\":0", "{}"];

#[test]
fn a_bind_that_went_well_is_bound_with_or_without_its_id() {
    for (body, subid) in [
        (r#"{"error":0,"subid":"s-1"}"#, Some("s-1")),
        (r#"{"error":"0"}"#, None),
    ] {
        assert_eq!(
            bind(privacy(), &reply(200, body)),
            BindVerdict::Bound(BindAccepted {
                subid: subid.map(str::to_owned)
            })
        );
    }
}

#[test]
fn a_bind_in_doubt_is_tried_again_and_stays_uncertain() {
    let uncertain = |outcome: &Outcome| match bind(privacy(), outcome) {
        BindVerdict::Again { uncertain, .. } => uncertain,
        other => panic!("{other:?}"),
    };
    assert!(!uncertain(&Outcome::NeverConnected(Reason::ConnectionRefused)));
    assert!(uncertain(&Outcome::Broken(Reason::ReplyTimeout)));
    for body in UNREADABLE {
        assert!(uncertain(&reply(200, body)), "{body}");
    }
    // Open, busy, and one in no table; in words under a status that is none, they decide all the same.
    for code in [1000, 1105, 1400, 1401, 1500, 1501, 1502, 31_415] {
        assert!(uncertain(&error(code)), "{code}");
        assert!(
            uncertain(&reply(500, &format!(r#"{{"error":{code}}}"#))),
            "{code}"
        );
    }
    // A success in words is none under such a status.
    for status in [302, 408, 429, 500, 502, 503] {
        assert!(uncertain(&reply(status, r#"{"error":0}"#)), "{status}");
        assert!(uncertain(&reply(status, "<html></html>")), "{status}");
    }
}

#[test]
fn a_refused_bind_stops_what_cannot_pass_either() {
    let pause = |outcome: &Outcome| match bind(privacy(), outcome) {
        BindVerdict::Rejected { pause, .. } => pause,
        other => panic!("{other:?}"),
    };
    for code in [1001, 1002, 1200, 1300, 1301, 1302] {
        assert_eq!(pause(&error(code)), Pause::Nothing, "{code}");
        // A readable code decides before the status.
        assert_eq!(
            pause(&reply(500, &format!(r#"{{"error":{code}}}"#))),
            Pause::Nothing
        );
    }
    for code in [1003, 1100, 1101, 1102, 1103, 1104, 1110] {
        assert_eq!(pause(&error(code)), Pause::Account, "{code}");
    }
    for status in [401, 403] {
        assert_eq!(pause(&reply(status, "")), Pause::Account, "{status}");
    }
    // But for a 401: there the body says nothing.
    assert_eq!(pause(&reply(401, r#"{"error":0}"#)), Pause::Account);
    for status in [400, 404, 405, 411, 413, 414, 415, 422] {
        assert_eq!(pause(&reply(status, "")), Pause::Nothing, "{status}");
    }
    assert_eq!(
        bind(privacy(), &Outcome::CertificateRefused),
        BindVerdict::NotSent {
            reason: Reason::CertificateRefused,
            pause: Pause::Account
        }
    );
}

#[test]
fn a_bind_that_is_there_already_is_told_apart_and_its_words_hold_no_number() {
    for code in [1004, 1201] {
        let BindVerdict::AlreadyThere { reason } = bind(privacy(), &error(code)) else {
            panic!("{code}")
        };
        assert_eq!(
            reason,
            Reason::VendorCode {
                vendor: "privacy_number".to_owned(),
                table: "codes".to_owned(),
                code: code.to_string(),
                said: Some("138****0001".to_owned()),
            }
        );
    }
}

#[test]
fn a_release_is_gone_when_the_vendor_says_so_and_an_xa_only_then() {
    assert_eq!(release(privacy(), true, &error(0)), ReleaseVerdict::Gone);
    assert_eq!(release(privacy(), false, &error(0)), ReleaseVerdict::Gone);
    for code in [1200, 1300] {
        assert_eq!(
            release(privacy(), true, &error(code)),
            ReleaseVerdict::Gone,
            "{code}"
        );
        // An XA goes by its X alone: "not there" may be about another one.
        assert!(
            matches!(
                release(privacy(), false, &error(code)),
                ReleaseVerdict::StillBound {
                    pause: Pause::Nothing,
                    ..
                }
            ),
            "{code}"
        );
    }
}

#[test]
fn a_refused_release_is_still_bound() {
    let pause = |outcome: &Outcome| match release(privacy(), true, outcome) {
        ReleaseVerdict::StillBound { pause, .. } => pause,
        other => panic!("{other:?}"),
    };
    for code in [1001, 1002, 1004, 1201, 1301, 1302] {
        assert_eq!(pause(&error(code)), Pause::Nothing, "{code}");
    }
    for code in [1003, 1100, 1101, 1102, 1103, 1104, 1110] {
        assert_eq!(pause(&error(code)), Pause::Account, "{code}");
    }
    for status in [400, 404, 405, 411, 413, 414, 415, 422] {
        assert_eq!(pause(&reply(status, "")), Pause::Nothing, "{status}");
    }
    assert_eq!(pause(&reply(401, r#"{"error":0}"#)), Pause::Account);
    assert_eq!(pause(&reply(403, "")), Pause::Account);
    assert_eq!(pause(&Outcome::CertificateRefused), Pause::Account);
}

#[test]
fn a_release_in_doubt_is_tried_again() {
    let uncertain = |outcome: &Outcome| match release(privacy(), true, outcome) {
        ReleaseVerdict::Again { uncertain, .. } => uncertain,
        other => panic!("{other:?}"),
    };
    assert!(!uncertain(&Outcome::NeverConnected(Reason::ConnectTimeout)));
    assert!(uncertain(&Outcome::Broken(Reason::ConnectionCut)));
    for body in UNREADABLE {
        assert!(uncertain(&reply(200, body)), "{body}");
    }
    for code in [1000, 1105, 1400, 1401, 1500, 1501, 1502, 31_415] {
        assert!(uncertain(&error(code)), "{code}");
    }
    for status in [302, 408, 429, 500, 503] {
        assert!(uncertain(&reply(status, r#"{"error":0}"#)), "{status}");
    }
}

#[test]
fn a_number_check_stands_in_the_column_of_sends() {
    let vendor = by_id("linkaccount").unwrap();
    let access = Access::default();
    let checked = |outcome: &Outcome| check(vendor, "/phone/info", &access, outcome);
    let code = |code: u32| reply(200, &format!(r#"{{"header":{{"code":{code}}}}}"#));
    assert!(matches!(
        checked(&Outcome::NeverConnected(Reason::NameNotFound)),
        Costly::NotSent {
            pause: Pause::Nothing,
            ..
        }
    ));
    assert!(matches!(
        checked(&Outcome::CertificateRefused),
        Costly::NotSent {
            pause: Pause::Account,
            ..
        }
    ));
    for doubt in [
        Outcome::Broken(Reason::ReplyTimeout),
        reply(200, "<html></html>"),
        code(900_020),
        code(31_415),
        reply(302, ""),
        reply(503, r#"{"header":{"code":900012}}"#),
    ] {
        assert!(matches!(checked(&doubt), Costly::Unknown { .. }), "{doubt:?}");
    }
    for (refusal, pause) in [
        (code(900_012), Pause::Nothing),
        (code(900_011), Pause::Account),
        (code(900_016), Pause::Account),
        (code(900_019), Pause::Account),
        (reply(401, ""), Pause::Account),
        (reply(404, ""), Pause::Job),
    ] {
        match checked(&refusal) {
            Costly::Rejected { pause: paused, .. } => assert_eq!(paused, pause, "{refusal:?}"),
            other => panic!("{other:?}"),
        }
    }
    // It was answered, and so charged: that no key opens it is no reason to ask again.
    assert_eq!(
        checked(&reply(200, r#"{"header":{"code":200},"body":"4B36"}"#)),
        Costly::Done(CheckAnswer::NotDecrypted)
    );
}
