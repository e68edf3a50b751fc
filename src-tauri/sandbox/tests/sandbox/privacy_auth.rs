//! Privacy numbers: who is let in, and every code of the table.

use chrono::Utc;
use reqwest::Method;
use serde_json::{Value, json};

use crate::bench::{Bench, each, json_of};
use crate::privacy_bench::{FORM, INTERLINE, STATUS, form};
use crate::tool::{openssl_sha256, sha256sum};

/// privacy-numbers.md, 1.
const TABLE: [(i64, &str); 22] = [
    (1000, "访问服务异常"),
    (1001, "URL 映射不匹配"),
    (1002, "访问参数错误"),
    (1003, "验证码不正确"),
    (1004, "重复提交"),
    (1100, "账号不存在"),
    (1101, "账号认证失败"),
    (1102, "账号已停用"),
    (1103, "账号权限未开通"),
    (1104, "ACL 限制"),
    (1105, "Rate 限制、流控"),
    (1110, "账号余额不足"),
    (1200, "任务不存在"),
    (1201, "任务冲突或重复"),
    (1300, "资源不存在"),
    (1301, "资源不足"),
    (1302, "资源配置冲突"),
    (1400, "任务发起失败"),
    (1401, "任务发起超时"),
    (1500, "系统临时故障"),
    (1501, "系统维护"),
    (1502, "系统操作失败"),
];

#[tokio::test]
async fn a_wrong_tag_or_a_stamp_off_by_more_than_three_minutes_is_401() {
    let bench = Bench::new().await;
    let now = Utc::now().timestamp_millis();
    let right = bench.keytime(now);
    let privacy = bench.privacy();
    let digest = openssl_sha256(&format!("{}{now}", privacy.auth_key));
    assert_eq!(digest, sha256sum(&format!("{}{now}", privacy.auth_key)));
    let id = &privacy.developer_id;
    let minutes = |count: i64| bench.keytime(now + count * 60_000);
    let wrong = [
        None,
        Some(String::new()),
        Some(right.replace("Keytime ", "")),
        Some(right.replace("Keytime", "Basic")),
        Some(format!("{right},")),
        Some(format!("Keytime 10000000,{now},{}", &digest[24..40])),
        Some(format!("Keytime {id},{now},{}", &digest[23..39])),
        Some(format!("Keytime {id},{now},{}", &digest[24..39])),
        Some(format!("Keytime {id},{now},{}", digest[24..40].to_uppercase())),
        Some(format!("Keytime {id},{},{}", now + 1, &digest[24..40])),
        Some(format!("Keytime {id},x,{}", &digest[24..40])),
        Some(bench.keytime(now / 1000)),
        Some(minutes(-4)),
        Some(minutes(4)),
    ];
    let body = form(&bench.axb("r"));
    for authorization in &wrong {
        let authorization = authorization.as_deref();
        for (method, path, body) in [
            (Method::GET, STATUS.to_owned(), None),
            (Method::PUT, bench.axb_path(0), Some((FORM, body.as_str()))),
            (Method::DELETE, INTERLINE.to_owned(), None),
            (Method::PUT, bench.xa_path(0), Some((FORM, body.as_str()))),
            (Method::DELETE, bench.xa_path(0), None),
        ] {
            let response = bench.privacy_request(method, &path, authorization, body).await;
            assert_eq!(response.status(), 401, "{authorization:?} {path}");
            let reply = json_of(response).await;
            assert_eq!(reply, json!({ "error": 1101, "reason": "账号认证失败" }));
        }
    }
    assert!(bench.log("").await.is_empty());
    assert_eq!(
        each(&bench.log("?all=1").await, "refused"),
        vec![401; wrong.len() * 5]
    );
    for authorization in [right, minutes(-2), minutes(2)] {
        let response = bench
            .privacy_request(Method::GET, STATUS, Some(&authorization), None)
            .await;
        assert_eq!(response.status(), 200);
    }
}

#[tokio::test]
async fn a_skewed_clock_refuses_what_is_right_here_and_tells_its_time() {
    let bench = Bench::new().await;
    let fault = json!({
        "vendor": "privacy_number", "operation": "account_status", "kind": "skew_clock", "seconds": -600,
        "times": 2,
    });
    bench.order("/faults", fault).await;
    let now = Utc::now().timestamp_millis();
    for (stamp, status) in [(now, 401), (now - 600_000, 200)] {
        let response = bench
            .privacy_request(Method::GET, STATUS, Some(&bench.keytime(stamp)), None)
            .await;
        assert_eq!(response.status(), status);
        let date = response.headers()["date"].to_str().expect("text");
        let date = chrono::DateTime::parse_from_rfc2822(date).expect("a date");
        assert!((date.timestamp() - now / 1000 + 600).abs() < 30);
    }
}

#[tokio::test]
async fn the_account_says_all_the_table_has() {
    let bench = Bench::new().await;
    let reply = bench.account_status().await;
    assert_eq!(
        reply,
        json!({
            "error": 0, "reason": "成功", "state": 1, "role": "developer", "balance": 100.0, "overdraft": 0.0,
            "createTime": reply["createTime"], "updateTime": reply["updateTime"],
        })
    );
    let created = reply["createTime"].as_i64().expect("milliseconds");
    assert!(created > 1_600_000_000_000 && created < Utc::now().timestamp_millis());
    bench.order("/balance", json!({ "privacy_number": -2.5 })).await;
    bench
        .order(
            "/settings",
            json!({ "privacy_number": { "state": 2, "overdraft": 50 } }),
        )
        .await;
    let reply = bench.account_status().await;
    assert_eq!(
        (&reply["state"], &reply["balance"], &reply["overdraft"]),
        (&json!(2), &json!(-2.5), &json!(50.0))
    );
    let bound = bench.put(&bench.axb_path(0), &bench.axb("r")).await;
    assert_eq!(bound["error"], 1102);
    for (state, error) in [(0, 0), (3, 1102)] {
        let change = json!({ "privacy_number": { "state": state } });
        bench.order("/settings", change).await;
        let bound = bench.put(&bench.axb_path(0), &bench.axb("r")).await;
        assert_eq!(bound["error"], error, "{bound}");
    }
}

#[tokio::test]
async fn without_money_nothing_is_bound() {
    let bench = Bench::new().await;
    bench.order("/balance", json!({ "privacy_number": 0 })).await;
    let reply = bench.put(&bench.axb_path(0), &bench.axb("r")).await;
    assert_eq!(reply, json!({ "error": 1110, "reason": "账号余额不足" }));
    let change = json!({ "privacy_number": { "overdraft": 0.01 } });
    bench.order("/settings", change).await;
    bench.bound(0, "r").await;
}

#[tokio::test]
async fn what_is_not_mapped_is_1001() {
    let bench = Bench::new().await;
    let long = format!("{}/more", bench.xa_path(0));
    for (method, path) in [
        (Method::GET, "/"),
        (Method::POST, STATUS),
        (Method::POST, &bench.axb_path(0)),
        (Method::GET, INTERLINE),
        (Method::PUT, &long),
    ] {
        let response = bench.privacy_request(method, path, None, None).await;
        assert_eq!(response.status(), 200);
        let reply = json_of(response).await;
        assert_eq!(
            reply,
            json!({ "error": 1001, "reason": "URL 映射不匹配" }),
            "{path}"
        );
    }
    assert!(bench.log("?all=1").await.is_empty());
}

#[tokio::test]
async fn every_code_of_the_table_can_be_provoked() {
    let bench = Bench::new().await;
    for (code, reason) in TABLE {
        let fault = json!({ "vendor": "privacy_number", "kind": "code", "code": code, "times": 5 });
        bench.order("/faults", fault).await;
        let expected = json!({ "error": code, "reason": reason });
        let appid = &bench.privacy().appid;
        let replies: [Value; 5] = [
            bench.account_status().await,
            bench.put(&bench.axb_path(0), &bench.axb("r")).await,
            bench.delete(INTERLINE, &[("appid", appid), ("subid", "1")]).await,
            bench.put(&bench.xa_path(0), &bench.xa("r")).await,
            bench.delete(&bench.xa_path(0), &[("appid", appid)]).await,
        ];
        for reply in replies {
            assert_eq!(reply, expected);
        }
    }
    assert!(bench.read("/bindings").await.is_empty());
    let fault = json!({
        "vendor": "privacy_number", "operation": "axb_bind", "kind": "code", "code": 1500, "accepted": true,
    });
    bench.order("/faults", fault).await;
    let reply = bench.put(&bench.axb_path(0), &bench.axb("r")).await;
    assert_eq!(reply["error"], 1500);
    assert_eq!(bench.read("/bindings").await.len(), 1);
}
