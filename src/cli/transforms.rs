//! `dfopt transforms`.

use super::Verdict;
use crate::output::Streams;
use crate::transforms::ALL;

/// Lists the transforms in the order in which they run.
pub(super) fn run(streams: &mut Streams) -> Verdict {
    let head = ["id", "safety", "default", "summary"].map(str::to_owned);
    let rows = ALL.iter().map(|transform| {
        let meta = transform.meta();
        let default = if meta.default { "on" } else { "off" };
        [meta.id, meta.grade(), default, meta.summary].map(str::to_owned)
    });
    let rows: Vec<[String; 4]> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or_default();
    let (id, safety, default) = (width(0), width(1), width(2));
    for row in &rows {
        streams.put(&format!("{:id$}  {:safety$}  {:default$}  {}\n", row[0], row[1], row[2], row[3]));
    }
    Verdict::Fine
}
