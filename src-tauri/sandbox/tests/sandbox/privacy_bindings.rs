//! Privacy numbers: binding and releasing.

use chrono::Utc;
use reqwest::Method;
use serde_json::{Value, json};

use crate::bench::{Bench, each, json_of};
use crate::privacy_bench::{A, B, FORM, INTERLINE, form, pairs, with};

const C: &str = "13800000003";
const D: &str = "13800000004";

#[tokio::test]
async fn an_axb_is_bound_shown_logged_and_released() {
    let bench = Bench::new().await;
    let reply = bench.put(&bench.axb_path(0), &bench.axb("r-1")).await;
    let subid = reply["subid"].as_str().expect("a string").to_owned();
    assert_eq!(reply, json!({ "error": 0, "reason": "成功", "subid": subid }));
    let bindings = bench.read("/bindings").await;
    assert_eq!(bindings.len(), 1);
    for (name, value) in [
        ("kind", json!("axb")),
        ("state", json!("live")),
        ("x_number", json!(bench.x(0))),
        ("anum", json!(A)),
        ("bnum", json!(B)),
        ("reqid", json!("r-1")),
        ("subid", json!(subid)),
        ("ttl", json!(100)),
        ("record", json!(0)),
        ("display", json!("0,1")),
        ("userData", json!("dG9rZW4=")),
    ] {
        assert_eq!(bindings[0][name], value, "{name}");
    }
    let lasts = bindings[0]["ends_at"].as_i64().expect("ms") - bindings[0]["made_at"].as_i64().expect("ms");
    assert_eq!(lasts, 100_000);

    let release = [("appid", bench.privacy().appid.as_str()), ("subid", &subid)];
    let reply = bench.delete(INTERLINE, &release).await;
    assert_eq!(reply, json!({ "error": 0, "reason": "成功" }));
    assert!(bench.read("/bindings").await.is_empty());
    assert_eq!(each(&bench.read("/bindings?all=1").await, "state"), ["released"]);
    let reply = bench.delete(INTERLINE, &release).await;
    assert_eq!(reply, json!({ "error": 1200, "reason": "任务不存在" }));

    let log = bench.log("").await;
    assert_eq!(each(&log, "vendor"), ["privacy_number"; 2]);
    assert_eq!(each(&log, "operation"), ["axb_bind", "axb_release"]);
    assert_eq!(each(&log, "subid"), [json!(subid), json!(subid)]);
    assert_eq!(each(&log, "reqid"), ["r-1", "r-1"]);
    assert_eq!(each(&log, "x_number"), [bench.x(0), bench.x(0)]);
    assert_eq!(log[0]["recipients"], json!([A, B]));
    assert_eq!(log[0]["userData"], "dG9rZW4=");
    assert_eq!(log[0]["repeated"], false);
}

#[tokio::test]
async fn an_xa_has_no_subid_and_is_released_by_its_x() {
    let bench = Bench::new().await;
    let reply = bench.put(&bench.xa_path(0), &bench.xa("r")).await;
    assert_eq!(reply, json!({ "error": 0, "reason": "成功" }));
    let binding = &bench.read("/bindings").await[0];
    assert_eq!((&binding["kind"], &binding["ttl"]), (&json!("xa"), &json!(0)));
    assert_eq!(
        (&binding["ends_at"], &binding["bnum"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(binding["display"], "0");
    let appid = bench.privacy().appid.as_str();
    let subid = binding["subid"].as_str().expect("one inside").to_owned();
    let reply = bench
        .delete(INTERLINE, &[("appid", appid), ("subid", &subid)])
        .await;
    assert_eq!(reply["error"], 1200);
    assert_eq!(
        bench.delete(&bench.xa_path(0), &[("appid", appid)]).await["error"],
        0
    );
    assert_eq!(
        bench.delete(&bench.xa_path(0), &[("appid", appid)]).await,
        json!({ "error": 1300, "reason": "资源不存在" })
    );
}

#[tokio::test]
async fn a_reqid_binds_once() {
    let bench = Bench::new().await;
    let subid = bench.bound(0, "r").await;
    for _ in 0..3 {
        assert_eq!(bench.bound(0, "r").await, subid);
    }
    // The order and the encoding of the parameters are not their content.
    let mut turned = bench.axb("r");
    turned.reverse();
    assert_eq!(bench.put(&bench.axb_path(0), &turned).await["subid"], subid);
    assert_eq!(bench.read("/bindings").await.len(), 1);
    assert_eq!(
        each(&bench.log("").await, "repeated"),
        [false, true, true, true, true]
    );
    for other in [
        with(&bench.axb("r"), "ttl", Some("101")),
        with(&bench.axb("r"), "userData", None),
        with(&bench.axb("r"), "bnum", Some(C)),
    ] {
        let reply = bench.put(&bench.axb_path(0), &other).await;
        assert_eq!(reply, json!({ "error": 1004, "reason": "重复提交" }));
    }
    assert_eq!(
        bench.put(&bench.axb_path(1), &bench.axb("r")).await["error"],
        1004
    );
    assert_eq!(bench.put(&bench.xa_path(1), &bench.xa("r")).await["error"], 1004);
    // Also when it is gone: a late retry does not bring it back.
    let appid = bench.privacy().appid.as_str();
    bench
        .delete(INTERLINE, &[("appid", appid), ("subid", &subid)])
        .await;
    assert_eq!(bench.bound(0, "r").await, subid);
    assert!(bench.read("/bindings").await.is_empty());
    // What was refused has not used its reqid up.
    let wrong = with(&bench.axb("other"), "ttl", Some("x"));
    assert_eq!(bench.put(&bench.axb_path(0), &wrong).await["error"], 1002);
    bench.bound(0, "other").await;
}

#[tokio::test]
async fn a_lost_reply_has_bound_all_the_same() {
    let bench = Bench::new().await;
    let fault = json!({ "vendor": "privacy_number", "operation": "axb_bind", "kind": "html" });
    bench.order("/faults", fault).await;
    let keytime = bench.keytime(Utc::now().timestamp_millis());
    let body = form(&bench.axb("r"));
    let lost = bench
        .privacy_request(
            Method::PUT,
            &bench.axb_path(0),
            Some(&keytime),
            Some((FORM, &body)),
        )
        .await;
    assert!(lost.text().await.expect("a page").contains("<html>"));
    let subid = bench.bound(0, "r").await;
    assert_eq!(each(&bench.read("/bindings").await, "subid"), [subid]);
}

#[tokio::test]
async fn bindings_expire_by_ttl() {
    let bench = Bench::new().await;
    let short = with(&bench.axb("r"), "ttl", Some("3"));
    let began = std::time::Instant::now();
    let subid = bench.put(&bench.axb_path(0), &short).await["subid"].clone();
    assert_eq!(bench.read("/bindings").await.len(), 1);
    while !bench.read("/bindings").await.is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let lasted = began.elapsed().as_millis();
    assert!((3_000..6_000).contains(&lasted), "{lasted}");
    assert_eq!(each(&bench.read("/bindings?all=1").await, "state"), ["expired"]);
    let appid = bench.privacy().appid.as_str();
    let release = [("appid", appid), ("subid", subid.as_str().expect("a string"))];
    assert_eq!(bench.delete(INTERLINE, &release).await["error"], 1200);
    bench.bound(0, "next").await;
}

#[tokio::test]
async fn what_may_not_stand_beside_what() {
    let bench = Bench::new().await;
    let pair = |reqid: &str, anum: &str, bnum: &str| {
        let changed = with(&bench.axb(reqid), "anum", Some(anum));
        with(&changed, "bnum", Some(bnum))
    };
    let axb = bench.axb_path(0);
    bench.bound(0, "1").await;
    for (index, (anum, bnum)) in [(A, B), (B, A), (A, C), (C, A), (B, C), (C, B)]
        .iter()
        .enumerate()
    {
        let reply = bench.put(&axb, &pair(&format!("c{index}"), anum, bnum)).await;
        assert_eq!(reply["error"], 1201, "{anum} {bnum}");
    }
    assert_eq!(bench.put(&axb, &pair("2", C, D)).await["error"], 0);
    // The same pair on another X is another matter.
    bench.bound(1, "3").await;
    assert_eq!(bench.put(&bench.xa_path(0), &bench.xa("4")).await["error"], 1302);
    assert_eq!(bench.put(&bench.xa_path(2), &bench.xa("5")).await["error"], 0);
    assert_eq!(bench.put(&bench.xa_path(2), &bench.xa("6")).await["error"], 1201);
    assert_eq!(
        bench.put(&bench.axb_path(2), &bench.axb("7")).await["error"],
        1302
    );
    bench
        .order("/settings", json!({ "privacy_number": { "pairs_per_x": "one" } }))
        .await;
    let reply = bench.put(&bench.axb_path(1), &pair("8", C, D)).await;
    assert_eq!(reply, json!({ "error": 1302, "reason": "资源配置冲突" }));
}

#[tokio::test]
async fn parameters_are_checked_before_anything_else() {
    let bench = Bench::new().await;
    let long = "1".repeat(25);
    let x = bench.x(0).to_owned();
    let axb = bench.axb("r");
    let wrong = [
        ("appid", None),
        ("anum", None),
        ("anum", Some("")),
        ("anum", Some(long.as_str())),
        ("anum", Some("1380000000a")),
        ("anum", Some("138 0000")),
        ("anum", Some(B)),
        ("anum", Some(x.as_str())),
        ("bnum", None),
        ("bnum", Some(long.as_str())),
        ("reqid", None),
        ("reqid", Some(" ")),
        ("ttl", None),
        ("ttl", Some("0")),
        ("ttl", Some("-1")),
        ("ttl", Some("1.5")),
        ("ttl", Some("1h")),
        ("ttl", Some("99999999999")),
        ("record", Some("2")),
        ("record", Some("true")),
        ("display", Some("0")),
        ("display", Some("0,2")),
        ("display", Some("0, 1")),
        ("display", Some("0,0,0")),
        ("anucode", Some("1,2,3,4")),
        ("anucode", Some("1;2")),
        ("ansanu", Some("1,2,3")),
    ];
    for (name, value) in wrong {
        let reply = bench.put(&bench.axb_path(0), &with(&axb, name, value)).await;
        assert_eq!(
            reply,
            json!({ "error": 1002, "reason": "访问参数错误" }),
            "{name} {value:?}"
        );
    }
    for (name, value) in [
        ("anum", None),
        ("anum", Some(long.as_str())),
        ("reqid", None),
        ("ttl", Some("x")),
        ("display", Some("0,0")),
        ("display", Some("2")),
        ("record", Some("9")),
        ("anucode", Some("1,2")),
    ] {
        let changed = with(&bench.xa("r"), name, value);
        assert_eq!(
            bench.put(&bench.xa_path(0), &changed).await["error"],
            1002,
            "{name} {value:?}"
        );
    }
    assert!(bench.log("").await.is_empty());
    let longest = "1".repeat(24);
    for (index, (name, value)) in [
        ("anum", Some(longest.as_str())),
        ("bnum", Some("+8613800000002")),
        ("display", None),
        ("display", Some("0,0")),
        ("display", Some("1,0")),
        ("display", Some("1,1")),
        ("record", Some("1")),
        ("anucode", Some("1,2,3")),
        ("anucode", Some(",2,")),
        ("ansanu", Some("1,2")),
        ("userData", Some("任何 文字&=+")),
        ("ttl", Some("2147483647")),
    ]
    .into_iter()
    .enumerate()
    {
        bench.order("/reset", Value::Null).await;
        let changed = with(&bench.axb(&index.to_string()), name, value);
        assert_eq!(
            bench.put(&bench.axb_path(0), &changed).await["error"],
            0,
            "{name} {value:?}"
        );
    }
}

#[tokio::test]
async fn bodies_are_forms_and_every_parameter_stands_once() {
    let bench = Bench::new().await;
    let body = form(&bench.axb("r"));
    let twice = format!("{body}&ttl=100");
    let cases = [
        (
            "application/x-www-form-urlencoded;charset=gbk",
            body.as_str(),
            1002,
        ),
        ("application/json", &body, 1002),
        (FORM, "", 1002),
        (FORM, &twice, 1002),
        (FORM, "appid=%zz", 1002),
        (FORM, "appid=%ff", 1002),
        ("application/x-www-form-urlencoded; charset=UTF-8", &body, 0),
    ];
    for (content_type, body, error) in cases {
        let keytime = bench.keytime(Utc::now().timestamp_millis());
        let response = bench
            .privacy_request(
                Method::PUT,
                &bench.axb_path(0),
                Some(&keytime),
                Some((content_type, body)),
            )
            .await;
        assert_eq!(json_of(response).await["error"], error, "{content_type} {body}");
    }
    // A PUT's parameters do not count in the query, a DELETE's only there.
    let keytime = bench.keytime(Utc::now().timestamp_millis());
    let path = format!("{}?{}", bench.axb_path(1), form(&bench.axb("q")));
    let response = bench
        .privacy_request(Method::PUT, &path, Some(&keytime), Some((FORM, "")))
        .await;
    assert_eq!(json_of(response).await["error"], 1002);
    let subid = bench.bound(0, "r").await;
    let release = form(&pairs(&[("appid", &bench.privacy().appid), ("subid", &subid)]));
    let response = bench
        .privacy_request(Method::DELETE, INTERLINE, Some(&keytime), Some((FORM, &release)))
        .await;
    assert_eq!(json_of(response).await["error"], 1002);
}

#[tokio::test]
async fn the_application_and_the_number_must_be_the_accounts() {
    let bench = Bench::new().await;
    let foreign = with(&bench.axb("r"), "appid", Some("someone"));
    assert_eq!(bench.put(&bench.axb_path(0), &foreign).await["error"], 1103);
    let path = format!("{INTERLINE}/17000000000");
    assert_eq!(bench.put(&path, &bench.axb("r")).await["error"], 1300);
    let path = format!("{path}/transfer");
    assert_eq!(bench.put(&path, &bench.xa("r")).await["error"], 1300);
    let appid = bench.privacy().appid.as_str();
    for (path, parameters, error) in [
        (INTERLINE.to_owned(), vec![("appid", appid)], 1002),
        (INTERLINE.to_owned(), vec![("subid", "1")], 1002),
        (INTERLINE.to_owned(), vec![("appid", "x"), ("subid", "1")], 1103),
        (INTERLINE.to_owned(), vec![("appid", appid), ("subid", "1")], 1200),
        (bench.xa_path(0), vec![], 1002),
        (bench.xa_path(0), vec![("appid", "x")], 1103),
        (path, vec![("appid", appid)], 1300),
    ] {
        let reply = bench.delete(&path, &parameters).await;
        assert_eq!(reply["error"], error, "{path} {parameters:?}");
    }
}

#[tokio::test]
async fn a_reply_may_lack_its_subid() {
    let bench = Bench::new().await;
    bench
        .order("/settings", json!({ "privacy_number": { "subid": false } }))
        .await;
    let reply = bench.put(&bench.axb_path(0), &bench.axb("r")).await;
    assert_eq!(reply, json!({ "error": 0, "reason": "成功" }));
    assert!(bench.log("").await[0]["subid"].is_string());
}
