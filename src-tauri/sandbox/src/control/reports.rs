//! `POST /reports`: reports as they are, or what later ones say.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use serde_json::Value;

use super::call::{Answer, Misunderstood, done, parse, read, take_vendor};
use crate::intl_sms;
use crate::lianjiang;
use crate::linkaccount;
use crate::state::{self, Shared};
use crate::vendor::Vendor;

/// An array queues reports; an object changes what later sends' reports say. `vendor` stands in the object,
/// or in each item of the array.
pub(super) async fn order(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let mut orders: Vec<Checked> = Vec::new();
    match parse(&read(body).await?)? {
        Value::Array(items) => {
            for mut item in items {
                let vendor = take_vendor(&mut item)?;
                orders.push(queued(vendor, item)?);
            }
        }
        mut object => {
            let vendor = take_vendor(&mut object)?;
            orders.push(outcomes(vendor, object)?);
        }
    }
    let mut state = shared.state();
    for order in orders {
        order(&shared, &mut state);
    }
    Ok(done())
}

/// An order that was understood and is yet to be carried out: a call that is not understood as a whole
/// changes nothing.
type Checked = Box<dyn FnOnce(&Shared, &mut state::State) + Send>;

fn queued(vendor: Vendor, item: Value) -> Result<Checked, Misunderstood> {
    match vendor {
        Vendor::Lianjiang => {
            let report = lianjiang::reports::queued(item)?;
            Ok(Box::new(move |_, state| state.lianjiang.reports.queue(report)))
        }
        Vendor::IntlSms => {
            let report = intl_sms::reports::queued(item)?;
            Ok(Box::new(move |shared, state| {
                let account = &mut state.intl_sms;
                account.report(report, &shared.intl_sms, &mut state.pushes);
            }))
        }
        other => Err(no_reports(other)),
    }
}

fn outcomes(vendor: Vendor, object: Value) -> Result<Checked, Misunderstood> {
    match vendor {
        Vendor::Lianjiang => {
            let orders = lianjiang::reports::orders(object)?;
            Ok(Box::new(move |_, state| state.lianjiang.reports.order(orders)))
        }
        Vendor::IntlSms => {
            let orders = intl_sms::reports::orders(object)?;
            Ok(Box::new(move |shared, state| {
                let account = &mut state.intl_sms;
                account.order_reports(orders, &shared.intl_sms, &mut state.pushes);
            }))
        }
        Vendor::Linkaccount => {
            let orders = linkaccount::Orders::read(object)?;
            Ok(Box::new(move |_, state| state.linkaccount.order(orders)))
        }
        other => Err(no_reports(other)),
    }
}

fn no_reports(vendor: Vendor) -> Misunderstood {
    Misunderstood(format!("{} takes no reports of this form.", vendor.id()))
}
