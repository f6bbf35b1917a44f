//! The `dfopt` command: parses the arguments, calls the command, maps its verdict to an exit code.

use std::process::ExitCode;

use clap::Parser as _;
use dfopt::cli::{self, Verdict, args::Cli};
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too. When nobody reads them there is nobody to tell.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    ExitCode::from(match cli::run(cli) {
        Verdict::Fine => 0,
        Verdict::Changes => 1,
        Verdict::Failed => 2,
        Verdict::NotFound => 3,
    })
}
