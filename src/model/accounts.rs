//! Users and groups that commands create.

use super::{Model, Run};
use crate::facts::{creates_users, has_group, has_user, is_within};
use crate::shell::{Simple, Word};
use crate::syntax::Arguments;

/// What a command creates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name.
    pub name: String,
    /// There is a user of that name then.
    pub user: bool,
    /// There is a group of that name then, which is that of the user.
    pub group: bool,
    /// The home directory that it may create and fill.
    pub home: Option<String>,
}

/// Options that take a value, of all programs that create users and groups (manuals of shadow 4.13, Debian's adduser
/// 3.134 and busybox 1.36).
const VALUED: [&str; 31] = [
    "--uid",
    "--gid",
    "--home",
    "--home-dir",
    "--base-dir",
    "--shell",
    "--gecos",
    "--comment",
    "--ingroup",
    "--groups",
    "--key",
    "--skel",
    "--password",
    "--expiredate",
    "--inactive",
    "--firstuid",
    "--lastuid",
    "-u",
    "-g",
    "-G",
    "-h",
    "-d",
    "-s",
    "-k",
    "-K",
    "-c",
    "-p",
    "-e",
    "-f",
    "-b",
    "--conf",
];

/// Options that take none.
const PLAIN: [&str; 33] = [
    "--create-home",
    "--no-create-home",
    "--system",
    "--no-log-init",
    "--user-group",
    "--no-user-group",
    "--non-unique",
    "--disabled-password",
    "--disabled-login",
    "--group",
    "--quiet",
    "--force",
    "--force-badname",
    "--allow-bad-names",
    "--badname",
    "--allow-badname",
    "--debug",
    "--verbose",
    "-m",
    "-M",
    "-r",
    "-l",
    "-o",
    "-U",
    "-N",
    "-D",
    "-S",
    "-H",
    "-q",
    "--allow-bad-name",
    "--no-verify",
    "--allow-all-names",
    "--add-extra-groups",
];

impl Account {
    /// What the words of a command, its name first, create. `None` for a command that creates nothing, or of which an
    /// option is not known.
    #[must_use]
    pub fn read(words: &[String]) -> Option<Self> {
        let (program, arguments) = words.split_first()?;
        let program = program.rsplit('/').next().filter(|program| creates_users(program))?;
        // `-f` of groupadd says that the group may exist; for useradd it takes a value.
        let is_valued = |word: &str| VALUED.contains(&word) && !(program == "groupadd" && word == "-f");
        let (mut options, mut operands) = (Vec::new(), Vec::new());
        let mut rest = arguments.iter().map(String::as_str);
        while let Some(word) = rest.next() {
            match word.split_once('=') {
                Some((name, value)) if name.starts_with("--") && is_valued(name) => options.push((name, value)),
                _ if is_valued(word) => options.push((word, rest.next()?)),
                _ if PLAIN.contains(&word) || (program == "groupadd" && word == "-f") => options.push((word, "")),
                _ if is_cluster(word) => options.extend(cluster(word, rest.by_ref())?),
                _ if word.starts_with('-') => return None,
                _ => operands.push(word),
            }
        }
        let [name] = operands.as_slice() else { return None };
        let has = |names: &[&str]| options.iter().any(|(option, _)| names.contains(option));
        let value =
            |names: &[&str]| options.iter().rev().find(|(option, _)| names.contains(option)).map(|found| found.1);
        let user = program.starts_with("user") || program == "adduser";
        if !user {
            return Some(Self { name: (*name).to_owned(), user, group: true, home: None });
        }
        let adds = program == "adduser";
        let other_group = has(&["-g", "--gid", "--ingroup", "-N", "--no-user-group"]) || (adds && has(&["-G"]));
        let of_system = adds && has(&["-S", "--system", "-r"]) && !has(&["--group"]);
        let home = value(&["-d", "--home-dir", "--home"]).or_else(|| value(&["-h"]).filter(|_| adds));
        let home = match value(&["-b", "--base-dir"]) {
            Some(base) if home.is_none() => format!("{base}/{name}"),
            _ => home.map_or_else(|| format!("/home/{name}"), str::to_owned),
        };
        let none = has(&["-M", "-H", "--no-create-home"]);
        let home = (!none).then(|| home.trim_end_matches('/').to_owned());
        Some(Self { name: (*name).to_owned(), user, group: !other_group && !of_system, home })
    }
}

/// Whether a word is some short options in one: `-mr`, `-ms`.
fn is_cluster(word: &str) -> bool {
    word.len() > 2 && word.starts_with('-') && word[1..].bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The options of a cluster; only the last may take a value.
fn cluster<'w>(word: &'w str, rest: &mut dyn Iterator<Item = &'w str>) -> Option<Vec<(&'static str, &'w str)>> {
    let last = word.len() - 1;
    let option = |(at, letter): (usize, char)| {
        let is_it = |option: &&&str| option.len() == 2 && option.ends_with(letter);
        if let Some(valued) = VALUED.iter().find(is_it) {
            return Some((*valued, if at == last { rest.next()? } else { return None }));
        }
        PLAIN.iter().find(is_it).map(|plain| (*plain, ""))
    };
    word.char_indices().skip(1).map(option).collect()
}

impl Run<'_> {
    /// What a simple command of this RUN creates. A word that is only known when it runs is read as `?`, which may be a
    /// number or the like, but is no name.
    #[must_use]
    pub fn account(&self, simple: &Simple) -> Option<Account> {
        if !simple.assigns.is_empty() || simple.name(self.text).is_none_or(|name| !creates_users(&name)) {
            return None;
        }
        let word = |word: &Word| word.value(self.text).map_or_else(|| "?".to_owned(), |value| value.into_owned());
        Account::read(&simple.words.iter().map(word).collect::<Vec<_>>())
    }
}

impl Model<'_> {
    /// The accounts that commands of the RUN at `at` certainly create, with those commands.
    #[must_use]
    pub fn accounts(&self, at: usize) -> Vec<(Account, &Simple)> {
        let Some(run) = self.run(at).filter(|run| run.mentions("user") || run.mentions("group")) else {
            return Vec::new();
        };
        let found =
            run.simple_commands().into_iter().filter_map(|found| Some((run.account(found.simple)?, found.simple)));
        found.filter(|(_, simple)| self.must_succeed(run, simple)).collect()
    }

    /// Whether a user, or a group, of that name certainly exists at the instruction `at` of `stage`: the base image has
    /// it, or an earlier RUN of the stage, or of one that it is built FROM, creates it, and none behind may remove it.
    #[must_use]
    pub fn has_account(&self, stage: usize, at: usize, name: &str, is_user: bool) -> bool {
        let base = self.base(stage);
        let mut exists = if is_user { has_user(base, name) } else { has_group(base, name) };
        let lineage: Vec<usize> = self.lineage(stage).collect();
        for earlier in lineage.into_iter().rev().flat_map(|stage| self.stages[stage].body()).filter(|&one| one < at) {
            let (created, removed) = self.last_words_of(earlier, name, is_user);
            exists = (exists && removed.is_none()) || created > removed;
        }
        exists
    }

    /// Whether an instruction may give the names of users and groups to others: remove, rename or renumber them, or
    /// write their lists.
    #[must_use]
    pub fn may_change_accounts(&self, at: usize) -> bool {
        let lines = self.instruction(at).lines.of(self.document.source.text());
        self.last_words_of(at, "", true).1.is_some() || ["usermod", "groupmod"].iter().any(|word| lines.contains(word))
    }

    /// Where an instruction last creates an account for certain, and where it last may remove one.
    fn last_words_of(&self, at: usize, name: &str, is_user: bool) -> (Option<usize>, Option<usize>) {
        const REMOVERS: [&str; 10] = [
            "userdel",
            "groupdel",
            "deluser",
            "delgroup",
            "--login",
            "usermod -l",
            "groupmod -n",
            "--new-name",
            "/etc/passwd",
            "/etc/group",
        ];
        let instruction = self.instruction(at);
        match &instruction.command.arguments {
            Arguments::Run(_) => {
                let Some(run) = self.run(at) else { return (None, None) };
                let own = |(account, simple): (Account, &Simple)| {
                    let is_it = account.name == name && if is_user { account.user } else { account.group };
                    is_it.then_some(simple.span.start as usize)
                };
                let removed = REMOVERS.iter().filter_map(|word| run.text.rfind(word)).max();
                (self.accounts(at).into_iter().filter_map(own).max(), removed)
            }
            Arguments::Copy(transfer) | Arguments::Add(transfer) => {
                let target = self.target(at, transfer);
                let apart = target.is_some_and(|target| target != "/" && !is_within(&target, "/etc"));
                (None, (!apart).then_some(0))
            }
            _ => (None, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, bool, bool, Option<String>)> {
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        Account::read(&words).map(|found| (found.name, found.user, found.group, found.home))
    }

    #[test]
    fn commands_create_users_groups_and_homes() {
        let home = |path: &str| Some(path.to_owned());
        for (text, name, user, group, path) in [
            ("useradd app", "app", true, true, home("/home/app")),
            ("useradd -m -d /app/ -s /bin/sh app", "app", true, true, home("/app")),
            ("useradd -ms /bin/bash app", "app", true, true, home("/home/app")),
            ("useradd -M --gid=33 app", "app", true, false, None),
            ("useradd -r -g app -u 999 app", "app", true, false, home("/home/app")),
            ("groupadd -r -g 999 app", "app", false, true, None),
            ("groupadd -f app", "app", false, true, None),
            ("adduser -D -h /srv app", "app", true, true, home("/srv")),
            ("adduser -S -G app app", "app", true, false, home("/home/app")),
            ("adduser -DH app", "app", true, true, None),
            ("adduser --system --group app", "app", true, true, home("/home/app")),
            ("adduser --system --no-create-home app", "app", true, false, None),
            ("addgroup -S app", "app", false, true, None),
        ] {
            assert_eq!(read(text), Some((name.to_owned(), user, group, path)), "{text}");
        }
        for text in ["adduser app sudo", "addgroup app sudo", "useradd -Z x app", "useradd", "useradd -D", "chown app"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
