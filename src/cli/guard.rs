//! Keeps a fault of dfopt in one file from taking the run with it.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// What the last panic on this thread said, while it is guarded.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does the work; answers what a panic said, and where, when there is one.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    listen();
    SAID.set(Some(String::new()));
    let done = catch_unwind(AssertUnwindSafe(work));
    let said = SAID.take().unwrap_or_default();
    done.map_err(|_| said)
}

/// Notes the words of panics on guarded threads in place of printing them.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            let guarded = SAID.try_with(|said| {
                said.try_borrow_mut().is_ok_and(|mut said| match said.as_mut() {
                    Some(said) => {
                        *said = info.to_string().replace('\n', " ");
                        true
                    }
                    None => false,
                })
            });
            if !guarded.unwrap_or(false) {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_what_a_panic_said_and_where() {
        assert_eq!(guarded(|| 1), Ok(1));
        let said = guarded(|| panic!("no way")).unwrap_err();
        assert!(said.contains("guard.rs") && said.contains("no way"), "{said}");
        assert_eq!(guarded(|| 2), Ok(2));
    }
}
