//! Bars.

use anstyle::Style;

/// A stretch of a bar.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its length, in the unit of `full`.
    pub value: u64,
    /// What it is drawn with; stretches should differ without colours, too.
    pub fill: char,
    /// Its colour.
    pub style: Style,
}

/// A bar of stretches, one after the other, padded to `width` columns; `full` is the value of a bar that fills them. A
/// stretch that is not 0 has one column at least as long as there is room.
#[must_use]
pub fn bar(parts: &[Part], full: u64, width: usize) -> String {
    let mut text = String::new();
    let (mut before, mut drawn) = (0_u128, 0);
    for part in parts {
        before += u128::from(part.value);
        let end = if full == 0 { 0 } else { (before * width as u128 + u128::from(full) / 2) / u128::from(full) };
        let end = usize::try_from(end).unwrap_or(width).max(drawn + usize::from(part.value > 0)).min(width);
        if end > drawn {
            let columns: String = std::iter::repeat_n(part.fill, end - drawn).collect();
            text.push_str(&format!("{0}{columns}{0:#}", part.style));
            drawn = end;
        }
    }
    text.extend(std::iter::repeat_n(' ', width - drawn));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: [u64; 2], full: u64) -> String {
        let part = |value, fill| Part { value, fill, style: Style::new() };
        bar(&[part(values[0], '#'), part(values[1], 'x')], full, 8)
    }

    #[test]
    fn stretches_share_the_columns() {
        assert_eq!(drawn([4, 4], 8), "####xxxx");
        assert_eq!(drawn([4, 0], 8), "####    ");
        assert_eq!(drawn([1, 1], 8000), "#x      ");
        assert_eq!(drawn([0, 0], 0), "        ");
        assert_eq!(drawn([u64::MAX, u64::MAX], 1), "########");
    }
}
