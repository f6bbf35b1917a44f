//! Whether two containers did the same, judged by what a third one does that is the original's again.

use super::behaviour::{Check, WATCH};
use super::container::State;
use super::probe::Answer;

/// What a container did that nobody asked anything.
#[derive(Clone, Debug)]
pub(super) struct Life {
    /// `None` when it did not start.
    pub(super) state: Option<State>,
    /// What it wrote, or why it did not start.
    pub(super) log: String,
}

/// What two that have ended wrote counts; of those that run on, the one may be a little ahead.
impl PartialEq for Life {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && (self.state == Some(State::Running) || self.log == other.log)
    }
}

/// Whether containers live in the same way, the first being the original's. `again` is another one of the original.
pub(super) fn same_life(old: &Life, new: &Life, again: Option<&Life>) -> Check {
    let lives = matches!(old.state, Some(State::Running | State::Ended(0)));
    let (same, stable, note) = match again {
        _ if old == new => (true, true, None),
        Some(again) if again.state != old.state => (
            true,
            false,
            Some("the original does something else each time: this proves nothing, see --probe and --run"),
        ),
        Some(again) if again.log != old.log && old.state == new.state => {
            (true, true, Some("the original writes something else each time: only how it ends is compared"))
        }
        _ => (false, true, None),
    };
    // An original that does not live is no measure for anything, unless the other one dies in another way.
    let compared = stable && (lives || !same);
    let note = match old.state {
        _ if note.is_some() => note,
        _ if !compared => Some("the original does not live either: this proves nothing, see --probe and --run"),
        Some(State::Ended(0)) if same => Some("it ends at once: --probe or --run would tell more"),
        _ => None,
    };
    let did = |life: &Life| match life.state {
        Some(State::Running) => format!("runs after {} s", WATCH.as_secs()),
        Some(State::Ended(code)) => format!("ended with exit code {code}"),
        None => "does not start".to_owned(),
    };
    let logs = (!same || !compared).then(|| (old.log.clone(), new.log.clone()));
    let note = note.map(str::to_owned);
    Check { what: "start".to_owned(), before: did(old), after: did(new), same, compared, note, logs }
}

pub(super) type Answered = Result<Answer, String>;

/// Whether an answer is the original's, as far as two containers of the original give the same; and what that leaves out.
pub(super) fn same_answer(old: &Answered, new: &Answered, again: Option<&Answered>) -> (bool, Option<String>) {
    let (Ok(old), Ok(new), Some(Ok(again))) = (old, new, again) else { return (old == new, None) };
    let parts = [
        ("headers", old.headers == new.headers, old.headers == again.headers),
        ("body", old.body == new.body, old.body == again.body),
    ];
    let same = old.status == new.status && parts.iter().all(|&(_, same, stable)| same || !stable);
    let other: Vec<&str> = parts.iter().filter(|(_, same, stable)| !same && !stable).map(|(name, ..)| *name).collect();
    let note = || format!("not compared, as the original gives another one each time: {}", other.join(", "));
    (same, (!other.is_empty()).then(note))
}

/// Two answers in words, with that in which they differ.
pub(super) fn told(old: &Answered, new: &Answered) -> (String, String) {
    let (Ok(old), Ok(new)) = (old, new) else {
        let one = |answer: &Answered| match answer {
            Ok(answer) => format!("{}, {} bytes", answer.status, answer.body.len()),
            Err(why) => why.clone(),
        };
        return (one(old), one(new));
    };
    let one = |answer: &Answer| {
        let mut told = format!("{}, {} bytes", answer.status, answer.body.len());
        if old.headers != new.headers {
            let headers = answer.headers.iter().map(|(name, value)| format!("{name} {value}"));
            told.push_str(&format!(", {}", headers.collect::<Vec<_>>().join(", ")));
        }
        if old.body != new.body {
            let begin: String = String::from_utf8_lossy(&answer.body).trim().chars().take(80).collect();
            told.push_str(&format!(": {begin}"));
        }
        told
    };
    (one(old), one(new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, content_type: &str, body: &str) -> Answered {
        Ok(Answer { status, headers: vec![("content-type", content_type.to_owned())], body: body.into() })
    }

    #[test]
    fn an_answer_is_held_against_what_the_original_always_gives() {
        let old = answer(200, "text/html", "a");
        let same = |new: &Answered, again: &Answered| same_answer(&old, new, Some(again)).0;
        assert_eq!(same_answer(&old, &old, None), (true, None));
        assert!(!same(&answer(500, "text/html", "a"), &old));
        assert!(!same(&answer(200, "text/html", "b"), &old));
        assert!(!same(&answer(200, "text/plain", "a"), &old), "a server that lost its table of types");
        let (same, note) = same_answer(&old, &answer(200, "text/html", "b"), Some(&answer(200, "text/html", "c")));
        assert!(same && note.unwrap().ends_with(": body"));
        assert!(!same_answer(&old, &answer(200, "text/x", "b"), Some(&answer(200, "text/html", "c"))).0);
        assert!(!same_answer(&old, &Err("no answer".into()), Some(&old)).0);
        let (before, after) = told(&old, &answer(200, "text/plain", "a"));
        assert_eq!(
            (&*before, &*after),
            ("200, 1 bytes, content-type text/html", "200, 1 bytes, content-type text/plain")
        );
    }

    fn life(state: Option<State>, log: &str) -> Life {
        Life { state, log: log.to_owned() }
    }

    /// Same, and compared.
    fn verdict(old: &Life, new: &Life, again: Option<&Life>) -> (bool, bool) {
        let check = same_life(old, new, again);
        (check.same, check.compared)
    }

    #[test]
    fn who_lives_on_or_ends_in_the_same_way_does_the_same() {
        let (runs, done, dead) = (State::Running, State::Ended(0), State::Ended(1));
        let of = |state, log| life(Some(state), log);
        assert_eq!(verdict(&of(runs, "1"), &of(runs, "2"), None), (true, true));
        assert_eq!(verdict(&of(runs, ""), &of(dead, ""), Some(&of(runs, ""))), (false, true));
        assert_eq!(verdict(&of(done, "a"), &of(done, "a"), None), (true, true));
        assert_eq!(verdict(&of(done, "a"), &of(done, "not found"), Some(&of(done, "a"))), (false, true));
        assert_eq!(verdict(&of(done, "9:00"), &of(done, "9:01"), Some(&of(done, "9:02"))), (true, true));
        assert_eq!(verdict(&of(done, ""), &of(runs, ""), Some(&of(runs, ""))), (true, false));
    }

    #[test]
    fn an_original_that_does_not_live_proves_nothing_unless_the_other_dies_in_another_way() {
        let dead = |code, log| life(Some(State::Ended(code)), log);
        let original = dead(1, "no database");
        assert_eq!(verdict(&original, &original, None), (true, false));
        assert_eq!(verdict(&original, &dead(127, "app: not found"), Some(&original)), (false, true));
        assert_eq!(verdict(&original, &life(None, "exec: app"), Some(&original)), (false, true));
        assert_eq!(verdict(&original, &dead(1, "no database, 2"), Some(&dead(1, "no database, 3"))), (true, false));
        assert_eq!(verdict(&life(None, "x"), &life(None, "x"), None), (true, false));
    }
}
