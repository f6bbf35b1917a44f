//! A run that writes ends between two files when it is interrupted, so that no temporary file stays behind.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on the first interrupt is noted, in place of ending the process at once; the second does end it.
pub(super) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without a handler an interrupt ends the process as ever.
        let _ = ctrlc::set_handler(|| {
            if ASKED.swap(true, Ordering::Relaxed) {
                #[expect(clippy::exit, reason = "who asks twice does not want to wait for the file at hand")]
                std::process::exit(130);
            }
        });
    });
}

/// Whether the run was interrupted.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
