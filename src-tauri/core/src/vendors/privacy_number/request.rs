//! Requests of the five operations (3.1, 4.1–4.4). What is frozen is the sorted parameters and the
//! path; the same frozen request is the same bytes on every retry, but for the time it is signed at.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use data_encoding::BASE64;
use serde_json::json;
use url::form_urlencoded;

use super::sign;
use crate::contract::binding::BindingKind;
use crate::vendors::http::{HttpRequest, Method, SecretHeader, SignedWith};
use crate::vendors::{Access, BindOperation, Call, FrozenBody, ReleaseOperation, RequestError};

const ACCOUNT: &str = "/api/v1/account/status";
const INTERLINE: &str = "/igw/service/uc/interline";

/// The header that authenticates, and what stands for it in stored copies.
pub const AUTHORIZATION: &str = "authorization";
pub const AUTHORIZATION_PLACEHOLDER: &str = "{{authorization}}";

/// The parameters of a bind (4.1, 4.3). What is optional and empty is left out; `record`, `display`
/// and XA's `ttl` have defaults at the vendor and are named all the same, so that what was approved
/// is what stands in the request.
pub fn freeze_bind(bind: &BindOperation) -> FrozenBody {
    let mut parameters = BTreeMap::from([
        ("appid", bind.appid.clone()),
        ("anum", bind.a_number.clone()),
        ("reqid", bind.reqid.clone()),
        ("ttl", bind.ttl_seconds.to_string()),
        ("record", figure(bind.record).to_owned()),
    ]);
    let path = match bind.kind {
        BindingKind::Axb => {
            parameters.insert("bnum", bind.b_number.clone());
            parameters.insert("display", axb_display(bind));
            insert_filled(&mut parameters, "ansanu", &bind.ansanu);
            axb_path(&bind.x_number)
        }
        BindingKind::Xa => {
            // 4.3: 0 shows X, 1 the real number of whoever calls.
            parameters.insert("display", figure(bind.shows_caller_to_a).to_owned());
            xa_path(&bind.x_number)
        }
    };
    insert_filled(&mut parameters, "anucode", &bind.anucode);
    if !bind.echo.is_empty() {
        parameters.insert("userData", BASE64.encode(bind.echo.as_bytes()));
    }
    frozen(path, &parameters)
}

/// The parameters of a release (4.2, 4.4): an AXB goes by its `subid`, an XA by its X number alone.
pub fn freeze_release(release: &ReleaseOperation) -> FrozenBody {
    match release {
        ReleaseOperation::Axb { appid, subid } => frozen(
            INTERLINE.to_owned(),
            &BTreeMap::from([("appid", appid.clone()), ("subid", subid.clone())]),
        ),
        ReleaseOperation::Xa { appid, x_number } => {
            frozen(xa_path(x_number), &BTreeMap::from([("appid", appid.clone())]))
        }
    }
}

/// `display` of an AXB. 4.1 lists the four values: in `1,0` the called party of a→b sees A's number,
/// in `0,1` the called party of b→a sees B's. So the first figure is what B sees when A calls, the
/// second what A sees when B calls.
fn axb_display(bind: &BindOperation) -> String {
    format!("{},{}", figure(bind.shows_a_to_b), figure(bind.shows_caller_to_a))
}

fn figure(yes: bool) -> &'static str {
    if yes { "1" } else { "0" }
}

fn insert_filled(parameters: &mut BTreeMap<&'static str, String>, name: &'static str, value: &str) {
    if !value.is_empty() {
        parameters.insert(name, value.to_owned());
    }
}

fn frozen(path: String, parameters: &BTreeMap<&'static str, String>) -> FrozenBody {
    FrozenBody {
        path,
        json: json!(parameters).to_string(),
    }
}

fn axb_path(x_number: &str) -> String {
    format!("{INTERLINE}/{}", segment(x_number))
}

fn xa_path(x_number: &str) -> String {
    format!("{INTERLINE}/{}/transfer", segment(x_number))
}

/// One segment of a path: all but RFC 3986's unreserved characters percent-encoded.
fn segment(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// A request, signed for `now`.
pub fn request(call: &Call<'_>, access: &Access, now: DateTime<Utc>) -> Result<HttpRequest, RequestError> {
    let (method, target, body) = match call {
        Call::Balance => (Method::Get, ACCOUNT.to_owned(), String::new()),
        Call::Bind(frozen) => (Method::Put, frozen.path.clone(), form(frozen)?),
        // 4.2: a DELETE carries its parameters in the query.
        Call::Release(frozen) => (
            Method::Delete,
            format!("{}?{}", frozen.path, form(frozen)?),
            String::new(),
        ),
        Call::Send(_) | Call::Check(_) | Call::Poll(_) | Call::Status(_) => {
            return Err(RequestError::NotOffered);
        }
    };
    let mut headers = vec![("accept", "application/json".to_owned())];
    if method == Method::Put {
        headers.push(("content-type", "application/x-www-form-urlencoded".to_owned()));
    }
    Ok(HttpRequest {
        method,
        url: format!("{}{target}", access.base_url),
        headers,
        secret_headers: vec![SecretHeader {
            name: AUTHORIZATION,
            value: sign::keytime(&access.vendor_account, &access.secret, now),
            placeholder: AUTHORIZATION_PLACEHOLDER.to_owned(),
        }],
        shown_body: body.clone(),
        body: body.into(),
        // What is signed begins with the auth key.
        signed: None,
        signed_with: SignedWith {
            at: Some(now.timestamp_millis()),
            ..SignedWith::default()
        },
    })
}

fn form(frozen: &FrozenBody) -> Result<String, RequestError> {
    let parameters: BTreeMap<String, String> =
        serde_json::from_str(&frozen.json).map_err(|_| RequestError::FrozenBody)?;
    Ok(form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish())
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn axb() -> BindOperation {
        BindOperation {
            kind: BindingKind::Axb,
            appid: "app1".to_owned(),
            x_number: "17000000001".to_owned(),
            a_number: "13800000001".to_owned(),
            b_number: "+8613900000002".to_owned(),
            reqid: "r-1".to_owned(),
            ttl_seconds: 3600,
            record: false,
            shows_a_to_b: false,
            shows_caller_to_a: false,
            anucode: String::new(),
            ansanu: String::new(),
            echo: "P01abcdefghi".to_owned(),
        }
    }

    fn access() -> Access {
        Access {
            base_url: "https://vendor.test".to_owned(),
            vendor_account: "10000000".to_owned(),
            secret: "s3cret".into(),
            ..Access::default()
        }
    }

    fn sent(call: &Call<'_>) -> HttpRequest {
        request(
            call,
            &access(),
            DateTime::from_timestamp_millis(1_622_020_210_513).unwrap(),
        )
        .unwrap()
    }

    #[test]
    fn an_axb_is_a_form_under_its_x_number() {
        let frozen = freeze_bind(&axb());
        let request = sent(&Call::Bind(&frozen));
        assert_eq!(request.method, Method::Put);
        assert_eq!(
            request.url,
            "https://vendor.test/igw/service/uc/interline/17000000001"
        );
        assert_eq!(
            request.body.expose_secret(),
            "anum=13800000001&appid=app1&bnum=%2B8613900000002&display=0%2C0&record=0&reqid=r-1&ttl=3600\
             &userData=UDAxYWJjZGVmZ2hp"
        );
        let again = sent(&Call::Bind(&frozen));
        assert_eq!(request.body.expose_secret(), again.body.expose_secret());
    }

    #[test]
    fn the_figures_of_display() {
        for (shows_a_to_b, shows_caller_to_a, axb_figures, xa_figure) in [
            (false, false, "0,0", "0"),
            (false, true, "0,1", "1"),
            (true, false, "1,0", "0"),
            (true, true, "1,1", "1"),
        ] {
            let mut bind = BindOperation {
                shows_a_to_b,
                shows_caller_to_a,
                ..axb()
            };
            let display = |bind: &BindOperation| {
                let frozen: BTreeMap<String, String> = serde_json::from_str(&freeze_bind(bind).json).unwrap();
                frozen["display"].clone()
            };
            assert_eq!(display(&bind), axb_figures);
            bind.kind = BindingKind::Xa;
            assert_eq!(display(&bind), xa_figure);
        }
    }

    #[test]
    fn an_xa_has_no_b_and_says_for_ever_in_so_many_words() {
        let bind = BindOperation {
            kind: BindingKind::Xa,
            ttl_seconds: 0,
            record: true,
            anucode: "7".to_owned(),
            ansanu: "8".to_owned(),
            b_number: String::new(),
            echo: "P01abcdefghi.订单 1".to_owned(),
            ..axb()
        };
        let frozen = freeze_bind(&bind);
        assert_eq!(frozen.path, "/igw/service/uc/interline/17000000001/transfer");
        let parameters: BTreeMap<String, String> = serde_json::from_str(&frozen.json).unwrap();
        let names: Vec<&str> = parameters.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "anucode", "anum", "appid", "display", "record", "reqid", "ttl", "userData"
            ]
        );
        assert_eq!(
            (parameters["ttl"].as_str(), parameters["record"].as_str()),
            ("0", "1")
        );
        let echo = BASE64.decode(parameters["userData"].as_bytes()).unwrap();
        assert_eq!(String::from_utf8(echo).unwrap(), "P01abcdefghi.订单 1");
    }

    #[test]
    fn a_release_carries_its_parameters_in_the_query() {
        let axb = freeze_release(&ReleaseOperation::Axb {
            appid: "app 1".to_owned(),
            subid: "s&1".to_owned(),
        });
        let request = sent(&Call::Release(&axb));
        assert_eq!(request.method, Method::Delete);
        assert_eq!(
            request.url,
            "https://vendor.test/igw/service/uc/interline?appid=app+1&subid=s%261"
        );
        assert!(request.body.expose_secret().is_empty());
        let xa = freeze_release(&ReleaseOperation::Xa {
            appid: "app1".to_owned(),
            x_number: "+86 170/1".to_owned(),
        });
        assert_eq!(
            sent(&Call::Release(&xa)).url,
            "https://vendor.test/igw/service/uc/interline/%2B86%20170%2F1/transfer?appid=app1"
        );
    }

    #[test]
    fn the_header_stands_as_a_placeholder_in_stored_copies() {
        let request = sent(&Call::Balance);
        assert_eq!(request.url, "https://vendor.test/api/v1/account/status");
        let tag = request.secret_headers[0].value.expose_secret().to_owned();
        assert!(tag.starts_with("Keytime 10000000,1622020210513,"));
        let shown = format!("{:?} {request:?}", request.shown_headers());
        assert!(shown.contains("{{authorization}}") && !shown.contains("Keytime"));
    }

    #[test]
    fn what_was_changed_in_the_database_is_not_sent() {
        for json in ["", "[]", r#"{"appid":{}}"#] {
            let frozen = FrozenBody {
                path: INTERLINE.to_owned(),
                json: json.to_owned(),
            };
            assert!(matches!(
                request(&Call::Release(&frozen), &access(), DateTime::default()),
                Err(RequestError::FrozenBody)
            ));
        }
    }
}
