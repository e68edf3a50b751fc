//! What the document leaves open and control can set.

use serde::Deserialize;

/// How pushes are written (5.1: json 格式需联系运维配置).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PushForm {
    #[default]
    Form,
    Json,
}

/// How many pairs an X carries at a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PairsPerX {
    #[default]
    Several,
    One,
}

/// 账号状态, 0 试用、1 正式开通、2 暂停、3 关闭
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u8")]
pub(crate) struct AccountState(pub(super) u8);

impl TryFrom<u8> for AccountState {
    type Error = &'static str;

    fn try_from(state: u8) -> Result<AccountState, Self::Error> {
        if state <= 3 {
            Ok(AccountState(state))
        } else {
            Err("the state of an account is 0 to 3")
        }
    }
}

impl AccountState {
    /// 暂停 and 关闭
    pub(super) fn is_stopped(self) -> bool {
        self.0 >= 2
    }
}

/// The settings as they are.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(super) push_form: PushForm,
    pub(super) pairs_per_x: PairsPerX,
    /// Whether a bind's reply names its `subid`, which the table calls optional.
    pub(super) gives_subid: bool,
    pub(super) state: AccountState,
    /// 账号透支额度
    pub(super) overdraft: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            push_form: PushForm::default(),
            pairs_per_x: PairsPerX::default(),
            gives_subid: true,
            state: AccountState(1),
            overdraft: 0.0,
        }
    }
}

/// A change of the settings; what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    push_form: Option<PushForm>,
    pairs_per_x: Option<PairsPerX>,
    subid: Option<bool>,
    state: Option<AccountState>,
    overdraft: Option<f64>,
}

impl Settings {
    /// Takes over what the change names.
    pub(crate) fn change(&mut self, change: Change) {
        self.push_form = change.push_form.unwrap_or(self.push_form);
        self.pairs_per_x = change.pairs_per_x.unwrap_or(self.pairs_per_x);
        self.gives_subid = change.subid.unwrap_or(self.gives_subid);
        self.state = change.state.unwrap_or(self.state);
        self.overdraft = change.overdraft.unwrap_or(self.overdraft);
    }
}
