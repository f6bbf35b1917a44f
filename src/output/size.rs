//! Bytes in words for people, decimal units as registries and `docker images` print them.

use crate::transform::{Estimate, Range, Total};

/// `812 B`, `4.2 kB`, `19.9 MB`, `1.35 GB`: about three digits.
#[must_use]
pub fn bytes(count: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut unit = 0;
    let mut scale = 1u64;
    // 999,950 B would be shown as 1000.0 kB.
    while unit + 1 < UNITS.len() && count >= scale.saturating_mul(1000) - scale / 20 {
        scale *= 1000;
        unit += 1;
    }
    if unit == 0 {
        return format!("{count} B");
    }
    #[expect(clippy::cast_precision_loss, reason = "a figure of three digits")]
    let value = count as f64 / scale as f64;
    let digits = if unit >= 3 && value < 10.0 { 2 } else { 1 };
    format!("{value:.digits$} {}", UNITS[unit])
}

/// `19.8 MB`, `19.8 to 21.7 MB`, `at least 19.8 MB`, `up to 19.8 MB`.
#[must_use]
pub fn range(range: Range) -> String {
    let least = bytes(range.least);
    match range.most.map(bytes) {
        None => format!("at least {least}"),
        Some(most) if most == least => format!("about {most}"),
        Some(most) if range.least == 0 => format!("up to {most}"),
        Some(most) => match (least.split_once(' '), most.split_once(' ')) {
            (Some((number, unit)), Some((_, other))) if unit == other => format!("{number} to {most}"),
            _ => format!("{least} to {most}"),
        },
    }
}

/// What is known of the gain of a change: `apt's package lists, about 19.9 MB (source)`.
#[must_use]
pub fn estimate(estimate: &Estimate) -> String {
    match &estimate.figure {
        Some(figure) => format!("{}, {} ({})", estimate.what, range(figure.bytes), figure.source),
        None => format!("{}, size unknown", estimate.what),
    }
}

/// What several changes save, by the kind of source: `about 19.9 MB (dated tables), and 2 changes of unknown size`.
/// `None` where nothing is known.
#[must_use]
pub fn total(total: &Total) -> Option<String> {
    let sums = total.sums.iter().map(|(basis, sum)| format!("{} ({})", range(*sum), basis.as_str()));
    let sums = sums.collect::<Vec<_>>().join(", ");
    let rest = match total.unknown {
        0 => String::new(),
        1 => ", and 1 change of unknown size".to_owned(),
        many => format!(", and {many} changes of unknown size"),
    };
    (!sums.is_empty()).then(|| sums + &rest)
}

/// The bytes that a size means: a number with or without a unit, decimal (`20MB`) or binary (`20MiB`), whatever its
/// case.
///
/// # Errors
/// In words, when it is no size.
pub fn parse(text: &str) -> Result<u64, String> {
    let expected =
        || format!("`{text}` is no size, expected a number of bytes, or one with a unit like 20MB or 1.5GiB");
    let text = text.trim();
    let end = text.find(|ch: char| !(ch.is_ascii_digit() || ch == '.')).unwrap_or(text.len());
    let number: f64 = text[..end].parse().map_err(|_| expected())?;
    let unit = text[end..].trim().to_ascii_lowercase();
    let scale: f64 = match unit.as_str() {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "g" | "gb" => 1e9,
        "t" | "tb" => 1e12,
        "kib" => 1024.0,
        "mib" => 1024.0 * 1024.0,
        "gib" => 1024.0 * 1024.0 * 1024.0,
        "tib" => 1024.0 * 1024.0 * 1024.0 * 1024.0,
        _ => return Err(expected()),
    };
    Ok((number * scale).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_are_enough() {
        for (count, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (999_949, "999.9 kB"),
            (999_950, "1.0 MB"),
            (19_850_000, "19.9 MB"),
            (1_350_000_000, "1.35 GB"),
            (u64::MAX, "18446744.1 TB"),
        ] {
            assert_eq!(bytes(count), text);
        }
    }

    #[test]
    fn a_range_says_what_is_open() {
        let of = |least, most| range(Range { least, most });
        assert_eq!(of(19_850_000, Some(19_900_000)), "about 19.9 MB");
        assert_eq!(of(18_000_000, Some(19_900_000)), "18.0 to 19.9 MB");
        assert_eq!(of(800_000, Some(1_900_000)), "800.0 kB to 1.9 MB");
        assert_eq!(of(0, Some(1_900_000)), "up to 1.9 MB");
        assert_eq!(of(1_900_000, None), "at least 1.9 MB");
    }

    #[test]
    fn sizes_are_understood() {
        for (text, count) in [("0", 0), ("4096", 4096), ("20MB", 20_000_000), ("1.5 GiB", 1_610_612_736), ("2k", 2000)]
        {
            assert_eq!(parse(text), Ok(count));
        }
        for text in ["", "MB", "-1", "1.2.3", "20 miles", "1e9"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
