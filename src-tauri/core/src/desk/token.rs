//! Tokens: twelve characters that a vendor echoes in its reports. The first three are the desk's
//! id, the rest the operation's own.

use crate::surroundings::Randomness;

/// Characters of a token.
pub const LENGTH: usize = 12;
/// Characters of a desk's id.
pub const DESK_LENGTH: usize = 3;

const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A new token of a desk.
pub fn new(desk: &str, random: &dyn Randomness) -> String {
    let mut bytes = [0_u8; LENGTH - DESK_LENGTH];
    random.fill(&mut bytes);
    bytes.iter().fold(desk.to_owned(), |mut token, byte| {
        token.push(char::from(LETTERS[usize::from(byte & 31)]));
        token
    })
}

/// What is given to the vendor: the token alone, or `token.text`.
pub fn echo(token: &str, text: &str) -> String {
    if text.is_empty() {
        token.to_owned()
    } else {
        format!("{token}.{text}")
    }
}

/// The token in what a vendor echoed.
pub fn of_echo(echo: &str) -> Option<&str> {
    let token = echo.get(..LENGTH)?;
    let whole = echo.len() == LENGTH || echo.as_bytes().get(LENGTH) == Some(&b'.');
    // A text of someone else's may have a character across the border.
    let (desk, own) = (token.get(..DESK_LENGTH)?, token.get(DESK_LENGTH..)?);
    (whole && is_desk(desk) && own.bytes().all(|byte| LETTERS.contains(&byte))).then_some(token)
}

/// Whether this is a desk's id.
pub fn is_desk(text: &str) -> bool {
    text.len() == DESK_LENGTH
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surroundings::SystemRandomness;

    #[test]
    fn a_token_is_found_in_its_echo_and_nothing_else_is() {
        let token = new("P01", &SystemRandomness);
        assert_eq!(token.len(), LENGTH);
        assert_eq!(of_echo(&echo(&token, "")), Some(token.as_str()));
        assert_eq!(of_echo(&echo(&token, "order.7")), Some(token.as_str()));
        for other in [
            "",
            "P01",
            "customer-text",
            "P01abcdefghij",
            "p01abcdefghj",
            "订单订单订单",
            "NO订单12345",
            "Привет",
            "😀😀😀",
        ] {
            assert_eq!(of_echo(other), None, "{other}");
        }
    }
}
