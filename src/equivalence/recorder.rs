//! The program that stands for every external command.
//!
//! It is a shell script of builtins only, run by the fastest shell of the host (dash where there is one): about a
//! millisecond a call, no compiler, no copy of a large test binary, and it can print the umask, the limits and the
//! exported environment, which a Rust program could not do without unsafe code or a further dependency.
//!
//! Each name has a stub of one line, `#!<sandbox>/sh <sandbox>/record`. A stub that a script *sources* is a comment and
//! does nothing, and a stub overwritten by a redirect is one file, not all of them.

/// The script, for a sandbox whose control files are in `control`. What it does, in order:
///
/// 1. It reads its standard input to the end. The left side of a pipe is then over before the right side takes its
///    number, so the order of calls in a pipeline is fixed.
/// 2. It takes the next free number by creating the file of that name, which succeeds for one call only; `next` only
///    says where to begin. Above [`LIMIT`] it kills its process group: the script loops for ever.
/// 3. It writes the record, see `trace`. Its own variables have names that no Dockerfile uses, since an exported
///    variable of the same name would show the wrong value.
/// 4. It prints its name, so that `$(cmd)` has content; programs that are silent in life stay silent. The text holds
///    no number of the call, which a declared extra call would change.
/// 5. It fails if its number is in the plan.
pub(super) fn script(control: &str) -> String {
    const TEMPLATE: &str = r#"trap '' PIPE
dfopt_in=
while IFS= read -r dfopt_line; do dfopt_in=$dfopt_in$dfopt_line'
'; done
dfopt_in=$dfopt_in$dfopt_line
read -r dfopt_n < "@/next"
dfopt_n=${dfopt_n:-1}
set -C
until command : > "@/calls/$dfopt_n"; do
  [ "$dfopt_n" -le LIMIT ] || break
  dfopt_n=$((dfopt_n + 1))
done 2>| "@/noise"
[ "$dfopt_n" -le LIMIT ] || kill -9 0
set +C
echo "$((dfopt_n + 1))" > "@/next"
{
  printf '%s\037' "$@"
  printf '\036'; pwd -P
  printf '\036'; umask
  printf '\036'; ulimit -a
  printf '\036'; export -p
  printf '\036%s' "$dfopt_in"
} > "@/calls/$dfopt_n" 2> "@/noise"
case ${1##*/} in
  rm|rmdir|mkdir|mv|cp|ln|touch|chmod|chown|sleep) ;;
  *) printf '%s-output\n' "${1##*/}" 2> "@/noise" ;;
esac
read -r dfopt_plan < "@/plan"
case " $dfopt_plan " in *" $dfopt_n "*) exit 1 ;; esac
exit 0
"#;
    TEMPLATE.replace("@/", &format!("{control}/")).replace("LIMIT", &LIMIT.to_string())
}

/// The stub of a name.
pub(super) fn stub(control: &str) -> String {
    format!("#!{control}/sh {control}/record\n")
}

/// Calls of one build before it counts as one that does not end.
pub(super) const LIMIT: usize = 300;
