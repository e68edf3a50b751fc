//! Pushing reports to the customer (intl-sms.md, 第五章).

use std::time::Instant;

use super::account::Account;
use super::credentials::Credentials;
use super::reports::{FAILED, Orders, Report};
use crate::push::{Push, Pushes, Repeats};
use crate::vendor::Vendor;

/// 注意: 如果返回code是非0将重推两次
const REPEATED: u32 = 2;

impl Account {
    /// Gives the courier what is to be pushed and was not yet; without a URL there is nowhere to push to.
    pub(super) fn push(&mut self, credentials: &Credentials, pushes: &mut Pushes) {
        let reports = self.reports.take_unpushed();
        let Some(url) = &self.push_url else { return };
        for report in reports {
            let after = report.ready.saturating_duration_since(Instant::now());
            pushes.queue(after, vec![self.compose(&report, url, credentials)]);
        }
    }

    fn compose(&self, report: &Report, url: &str, credentials: &Credentials) -> Push {
        let status = match report.status() {
            FAILED => self.settings.push_failed_status,
            status => status,
        };
        Push {
            vendor: Vendor::IntlSms,
            kind: "sms_status".to_owned(),
            url: url.to_owned(),
            content_type: "application/json;charset=utf-8".to_owned(),
            headers: vec![
                ("appKey".to_owned(), credentials.app_key.clone()),
                ("appSecret".to_owned(), credentials.app_secret()),
            ],
            body: report.item(status, &self.settings).to_string().into_bytes(),
            repeats: Repeats::UntilCodeZero {
                more: REPEATED,
                pause: self.settings.repeat_pause,
            },
        }
    }

    /// Has a report there at once, and pushed.
    pub(crate) fn report(&mut self, report: Report, credentials: &Credentials, pushes: &mut Pushes) {
        self.reports.put(report);
        self.push(credentials, pushes);
    }

    /// Changes what later sends' reports say; those that were held are pushed once they are not.
    pub(crate) fn order_reports(&mut self, orders: Orders, credentials: &Credentials, pushes: &mut Pushes) {
        self.reports.order(orders);
        self.push(credentials, pushes);
    }
}
