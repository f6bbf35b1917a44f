//! A run that writes or builds puts its things in order when it is interrupted, so that nothing stays behind.

use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

static ASKED: AtomicUsize = AtomicUsize::new(0);

/// From now on the first `patience` interrupts are noted, in place of ending the process at once; the next one does end
/// it.
pub(super) fn listen(patience: usize) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without a handler an interrupt ends the process as ever.
        let _ = ctrlc::set_handler(move || {
            if ASKED.fetch_add(1, Ordering::Relaxed) >= patience {
                #[expect(clippy::exit, reason = "who asks again and again does not want to wait")]
                std::process::exit(130);
            }
        });
    });
}

/// Whether the run was interrupted.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed) > 0
}
